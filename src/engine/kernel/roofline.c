// What the machine can do at its best, for `deno task bench` to hold the kernel against. Native only.

#include "gates.h"
#include "panel.h"
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

// The arithmetic of a window on data that stays in the first-level cache: `tiles` tiles of products, ROWS x 6 results of
// 64 terms, and the gates of `groups` groups of units, a multiple of eight, forward and back. The arena has 8,192 floats
// or more; the gates are made of those before, which does not change how long they take.
EXPORT void window_alone(Arena arena, int32_t tiles, int32_t groups) {
  enum { TERMS = 64, ROW = 8 * UNITS };
  float *panel = (float *)arena;
  float *rows = panel + TERMS * ROWS;
  float *sums = rows + 6 * TERMS;
  for (int n = 0; n < tiles; ++n) multiply_panel(panel, TERMS, rows, TERMS, sums, ROWS, 6);
  float *gates = sums + 6 * ROWS;
  float *errors = gates + 4 * ROW;
  float *panels = errors + 4 * ROW;
  float *cell = panels + 4 * ROW;
  float *cell_next = cell + ROW, *h = cell + 2 * ROW, *w = cell + 3 * ROW;
  float *dh = cell + 4 * ROW, *dc = cell + 5 * ROW, *sum = cell + 6 * ROW, *share = cell + 7 * ROW;
  for (int n = 0; n < groups; n += 8) {
    for (int j = 0; j < ROW; j += UNITS) activate_gates(gates + 4 * j, cell + j, cell_next + j);
    for (int j = 0; j < ROW; j += UNITS) {
      share[j / UNITS] = hidden_states(gates + 4 * j + 3 * UNITS, cell_next + j, h + j, 0, w + j);
    }
    for (int j = 0; j < ROW; j += UNITS) {
      gate_errors(gates + 4 * j, cell + j, cell_next + j, h + j, 0, w + j, 0.01f, dh + j, dc + j, errors + 4 * j,
                  panels + 4 * j, ROWS, sum + j);
    }
  }
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
