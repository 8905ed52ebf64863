// The pass of the online regime: Adam's update of every gate weight for sample t and the matrix-vector product for
// sample t + 1 at once, so a weight and its two moments are loaded and stored once a sample. Blocks of rows (see
// Network) make it one linear stream.

#pragma once
#include "adam.h"

// z = W u for the gate rows from `first` to `last`, the same sums in the same order as in `update_and_multiply`.
INLINE void multiply(const float *blocks, int columns, const float *u, float *z, int first, int last) {
  const float *column = blocks + first * columns * 3;
  for (int row = first; row < last; row += ROWS) {
    vec z0 = splat(0);
    vec z1 = splat(0);
    for (int k = 0; k < columns; ++k) {
      const vec uk = splat(u[k]);
      z0 = MADD(load(column), uk, z0);
      z1 = MADD(load(column + WIDTH), uk, z1);
      column += 3 * ROWS;
    }
    store(z + row, z0);
    store(z + row + WIDTH, z1);
  }
}

// Adam's update with the gradient factor * dz (x) u, and z = W next with the new weights, for the rows from `first` to
// `last`. `general` is false where both decays are 1 and there is no L2 penalty.
INLINE void update_and_multiply(float *blocks, int columns, const Adam *adam, const float *dz, const float *u,
                                const float *next, float *z, int first, int last, int general) {
  const vec gain1 = adam->factor * adam->gain1;
  const vec gain2 = adam->factor * adam->gain2;
  float *column = blocks + first * columns * 3;
  for (int row = first; row < last; row += ROWS) {
    const vec d0 = load(dz + row);
    const vec d1 = load(dz + row + WIDTH);
    const vec a0 = d0 * gain1;
    const vec a1 = d1 * gain1;
    const vec b0 = d0 * gain2;
    const vec b1 = d1 * gain2;
    vec z0 = splat(0);
    vec z1 = splat(0);
    for (int k = 0; k < columns; ++k) {
      const vec uk = splat(u[k]);
      if (general) {
        update_pair(adam, column, column + ROWS, column + 2 * ROWS, d0 * uk, d1 * uk);
      } else {
        const vec m0 = MADD(a0, uk, load(column + ROWS));
        const vec m1 = MADD(a1, uk, load(column + ROWS + WIDTH));
        const vec e0 = b0 * uk;
        const vec e1 = b1 * uk;
        const vec v0 = MADD(e0, e0, load(column + 2 * ROWS));
        const vec v1 = MADD(e1, e1, load(column + 2 * ROWS + WIDTH));
        vec w0 = load(column);
        vec w1 = load(column + WIDTH);
        store(column + ROWS, m0);
        store(column + ROWS + WIDTH, m1);
        store(column + 2 * ROWS, v0);
        store(column + 2 * ROWS + WIDTH, v1);
        descend(&w0, &w1, m0, m1, root(v0) + adam->floor, root(v1) + adam->floor, adam->rate);
        store(column, w0);
        store(column + WIDTH, w1);
      }
      const vec nk = splat(next[k]);
      z0 = MADD(load(column), nk, z0);
      z1 = MADD(load(column + WIDTH), nk, z1);
      column += 3 * ROWS;
    }
    store(z + row, z0);
    store(z + row + WIDTH, z1);
  }
}
