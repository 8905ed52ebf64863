// What the machine can do at its best, for `deno task bench` to hold the kernel against. Native only.

#include "pass.h"

// `rounds` times twelve independent multiply-adds of vectors, as many as a tile has.
EXPORT float multiply_adds(int32_t rounds) {
  vec a[6], b[6];
  UNROLL for (int k = 0; k < 6; ++k) { // no two alike, or the compiler would compute one
    a[k] = splat((float)(rounds + k));
    b[k] = splat((float)(rounds - k - 1));
  }
  const vec factor = splat(0.5f);
  const vec term = splat(1);
  for (int n = 0; n < rounds; ++n) {
    UNROLL for (int k = 0; k < 6; ++k) {
      a[k] = MADD(a[k], factor, term);
      b[k] = MADD(b[k], factor, term);
    }
  }
  float total = 0;
  UNROLL for (int k = 0; k < 6; ++k) total += a[k][0] + b[k][0];
  return total;
}

// The pass of the online regime with nothing around it: Adam's update of `rows` x `columns` weights, and the product with
// the new ones. The arena holds the blocks, then u, the next u, dz and z.
EXPORT void pass_alone(Arena arena, int32_t rows, int32_t columns) {
  float *blocks = (float *)arena;
  float *u = blocks + 3 * rows * columns;
  float *dz = u + 2 * columns;
  const Step step = {1e-4f, 1e-8f, 1, 1, 1, 1};
  const Update update = {1, 0};
  const Adam adam = adam_of(&step, &update, 1e-3f);
  update_and_multiply(blocks, columns, &adam, dz, u, u + columns, dz + rows, 0, rows, 0);
}
