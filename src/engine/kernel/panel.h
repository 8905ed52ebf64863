// The two register-blocked products behind a window. A tile of ROWS x 6 results takes twelve vector registers; ROWS x 4
// serves what six does not divide. Each result is summed in the order of its index, so the shape of the tile does not
// change a bit of it.

#pragma once
#include "records.h"

// out[r] = sum over k of panel[k] * rows[r][k] for `lines` rows; panel [count][ROWS], out rows of ROWS.
INLINE void multiply_tile(const float *panel, int count, const float *rows, int stride, float *out, int out_stride,
                          const int lines) {
  vec a[6], b[6];
  UNROLL for (int r = 0; r < lines; ++r) a[r] = b[r] = splat(0);
  BY_FOUR for (int k = 0; k < count; ++k) {
    const vec p = load(panel);
    const vec q = load(panel + WIDTH);
    panel += ROWS;
    UNROLL for (int r = 0; r < lines; ++r) {
      const vec x = splat(rows[r * stride + k]);
      a[r] = MADD(p, x, a[r]);
      b[r] = MADD(q, x, b[r]);
    }
  }
  UNROLL for (int r = 0; r < lines; ++r) {
    store(out + r * out_stride, a[r]);
    store(out + r * out_stride + WIDTH, b[r]);
  }
}

// `multiply_tile` for any even number of rows from four upwards.
static void multiply_panel(const float *panel, int count, const float *rows, int stride, float *out, int out_stride,
                           int lines) {
  for (int fours = lines % 6; fours; fours = (fours + 2) % 6) {
    multiply_tile(panel, count, rows, stride, out, out_stride, 4);
    rows += 4 * stride;
    out += 4 * out_stride;
    lines -= 4;
  }
  for (; lines; lines -= 6) {
    multiply_tile(panel, count, rows, stride, out, out_stride, 6);
    rows += 6 * stride;
    out += 6 * out_stride;
  }
}

// out[k] += sum over n of panel[n] * strip[n][k] for six k; panel [count][ROWS], strip [count][6], out [6][ROWS].
INLINE void accumulate_product(const float *panel, const float *strip, int count, float *out) {
  vec a[6], b[6];
  UNROLL for (int k = 0; k < 6; ++k) {
    a[k] = load(out + k * ROWS);
    b[k] = load(out + k * ROWS + WIDTH);
  }
  BY_FOUR for (int n = 0; n < count; ++n) {
    const vec p = load(panel);
    const vec q = load(panel + WIDTH);
    UNROLL for (int k = 0; k < 6; ++k) {
      const vec x = splat(strip[k]);
      a[k] = MADD(p, x, a[k]);
      b[k] = MADD(q, x, b[k]);
    }
    panel += ROWS;
    strip += 6;
  }
  UNROLL for (int k = 0; k < 6; ++k) {
    store(out + k * ROWS, a[k]);
    store(out + k * ROWS + WIDTH, b[k]);
  }
}
