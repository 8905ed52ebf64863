// Where the threads that share a job meet at every step.
//
// Two counters in the arena, zero to begin with: arrivals since the job began, and threads that sleep. A thread that
// comes early looks on, some tens of microseconds at most: threads with a core each meet sooner than the system could
// wake one. Where another process has taken a core, it sleeps, or lets others run.

#pragma once
#include "records.h"

#ifndef __wasm__
#include <sched.h>
#endif

enum { LOOKS = 50000 };

INLINE int arrivals(int32_t *barrier) { return __atomic_load_n(barrier, __ATOMIC_SEQ_CST); }

// Returns when all threads have come. `goal` is the arrivals that make this meeting complete: the number of threads
// times the number of meetings so far.
static void meet(int32_t *barrier, int goal) {
  if (__atomic_add_fetch(barrier, 1, __ATOMIC_SEQ_CST) == goal) {
#ifdef __wasm__
    if (__atomic_load_n(barrier + 1, __ATOMIC_SEQ_CST)) __builtin_wasm_memory_atomic_notify(barrier, -1);
#endif
    return;
  }
  for (int n = 0; n < LOOKS; ++n) {
    if (arrivals(barrier) >= goal) return;
  }
#ifdef __wasm__
  __atomic_add_fetch(barrier + 1, 1, __ATOMIC_SEQ_CST);
  for (int arrived = arrivals(barrier); arrived < goal; arrived = arrivals(barrier)) {
    __builtin_wasm_memory_atomic_wait32(barrier, arrived, -1); // returns at once if somebody has come since
  }
  __atomic_sub_fetch(barrier + 1, 1, __ATOMIC_SEQ_CST);
#else
  while (arrivals(barrier) < goal) sched_yield();
#endif
}
