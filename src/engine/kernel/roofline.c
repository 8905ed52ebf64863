// What the machine can do at its best, for `deno task bench` to hold the kernel against. Native only.

#include "records.h"

// `rounds` times twelve independent multiply-adds of vectors, as many as a tile has.
EXPORT float multiply_adds(int32_t rounds) {
  vec sums[12];
  for (int k = 0; k < 12; ++k) sums[k] = splat((float)k);
  const vec factor = splat(0.5f);
  const vec term = splat(1);
  for (int n = 0; n < rounds; ++n) {
    UNROLL for (int k = 0; k < 12; ++k) sums[k] = MADD(sums[k], factor, term);
    __asm__ volatile("" ::: "memory"); // each round is done
  }
  float total = 0;
  for (int k = 0; k < 12; ++k) total += sums[k][0];
  return total;
}

// One pass over `count` weights, a multiple of ROWS, with their moments beside them: each is loaded and stored once, as
// in the online regime, and what is computed in between is next to nothing.
EXPORT void stream(Arena arena, int32_t count) {
  float *block = (float *)arena;
  const vec term = splat(1e-20f);
  for (int n = 0; n < 3 * count; n += ROWS) {
    store(block + n, load(block + n) + term);
    store(block + n + WIDTH, load(block + n + WIDTH) + term);
  }
}
