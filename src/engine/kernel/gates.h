// What a window does with a group of units of one row beside the products: gates, cells and hidden states, and their
// errors.

#pragma once
#include "records.h"

// Gates and cells of a group of units of one row; `z` becomes the gate activations.
INLINE void activate_gates(float *z, const float *cell, float *cell_next) {
  for (int j = 0; j < UNITS; j += HALF) {
    const half i = sigmoid(load_half(z + j));
    const half f = sigmoid(load_half(z + j + UNITS));
    const half g = hyperbolic_tangent(load_half(z + j + 2 * UNITS));
    const half o = sigmoid(load_half(z + j + 3 * UNITS));
    store_half(z + j, i);
    store_half(z + j + UNITS, f);
    store_half(z + j + 2 * UNITS, g);
    store_half(z + j + 3 * UNITS, o);
    store_half(cell_next + j, MADD(f, load_half(cell + j), i * g));
  }
}

// Hidden states of a group of units of one row from its output gates and cells. Returns the group's share of the output.
INLINE float hidden_states(const float *o, const float *cell, float *h, const float *mask, const float *w) {
  half sum = splat_half(0);
  for (int j = 0; j < UNITS; j += HALF) {
    half out = load_half(o + j) * hyperbolic_tangent(load_half(cell + j));
    store_half(h + j, out);
    if (mask) out *= load_half(mask + j);
    sum = MADD(out, load_half(w + j), sum);
  }
  return sum_half(sum);
}

// Errors of the gates of a group of units of one row, from the derivative by its output and what flows back from the
// step after, `dh` and `dc`. They go to `dz` for the sweep and to `panel` for the gradient.
INLINE void gate_errors(const float *gates, const float *cell, const float *cell_next, const float *h,
                        const float *mask, const float *w, float dy, const float *dh, float *dc, float *dz,
                        float *panel, int panel_stride, float *output_gradient) {
  const half one = splat_half(1);
  for (int j = 0; j < UNITS; j += HALF) {
    const half i = load_half(gates + j);
    const half f = load_half(gates + j + UNITS);
    const half g = load_half(gates + j + 2 * UNITS);
    const half o = load_half(gates + j + 3 * UNITS);
    const half c = hyperbolic_tangent(load_half(cell_next + j));
    half direct = splat_half(dy);
    if (mask) direct *= load_half(mask + j);
    store_half(output_gradient + j, MADD(direct, load_half(h + j), load_half(output_gradient + j)));
    const half to_h = MADD(direct, load_half(w + j), load_half(dh + j));
    const half to_c = MADD(to_h * o, NMADD(c, c, one), load_half(dc + j));
    store_half(dc + j, to_c * f);
    const half errors[4] = {
        (to_c * g) * (i * (one - i)),
        (to_c * load_half(cell + j)) * (f * (one - f)),
        (to_c * i) * NMADD(g, g, one),
        (to_h * c) * (o * (one - o)),
    };
    UNROLL for (int gate = 0; gate < 4; ++gate) {
      const int row = gate * UNITS + j;
      store_half(dz + row, errors[gate]);
      store_half(panel + row / ROWS * panel_stride + row % ROWS, errors[gate]);
    }
  }
}
