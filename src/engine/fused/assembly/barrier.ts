// Where the threads that share a window meet at every step.
//
// Two counters in shared memory, zero to begin with: arrivals since the job began, and threads that sleep. A thread
// that comes early looks on, some tens of microseconds at most: threads with a core each meet sooner than the system
// could wake one. Where another process has taken a core, it sleeps.

const LOOKS = 50000;

/**
 * Returns when all threads have come.
 *
 * @param goal arrivals that make this meeting complete: the number of threads times the number of meetings so far
 */
export function meet(barrier: usize, goal: i32): void {
  if (atomic.add<i32>(barrier, 1) + 1 === goal) {
    if (atomic.load<i32>(barrier, 4)) atomic.notify(barrier, -1);
    return;
  }
  for (let n = 0; n < LOOKS; ++n) if (atomic.load<i32>(barrier) >= goal) return;
  atomic.add<i32>(barrier, 1, 4);
  for (let arrived = atomic.load<i32>(barrier); arrived < goal; arrived = atomic.load<i32>(barrier)) {
    atomic.wait<i32>(barrier, arrived, -1); // returns at once if somebody has come since
  }
  atomic.sub<i32>(barrier, 1, 4);
}
