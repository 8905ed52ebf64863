// Adam's update from the gradient of a window.

#include "adam.h"

// Gate rows of a block: the host lays the network out by it.
EXPORT int32_t rows(void) { return ROWS; }

// Sum of the squares of `count` floats, a multiple of ROWS; summed in float64 by stretches.
static double squares(const float *from, int count) {
  double total = 0;
  for (int start = 0; start < count; start += 64 * ROWS) {
    const int end = start + 64 * ROWS < count ? start + 64 * ROWS : count;
    vec sum0 = splat(0);
    vec sum1 = splat(0);
    for (int j = start; j < end; j += ROWS) {
      const vec x0 = load(from + j);
      const vec x1 = load(from + j + WIDTH);
      sum0 = MADD(x0, x0, sum0);
      sum1 = MADD(x1, x1, sum1);
    }
    sum0 += sum1;
    for (int lane = 0; lane < WIDTH; ++lane) total += sum0[lane];
  }
  return total;
}

// One update from the gradient of a window; returns the gradient's norm before clipping.
EXPORT float update_from_window(Arena arena, Place network, Place record, Place options, Place adam_step) {
  const Network *net = network_at(arena, network);
  const Window *window = window_at(arena, record);
  const Update *update = (const Update *)(arena + options);
  const Step *step = (const Step *)(arena + adam_step);
  const int hidden = net->hidden;
  const float *gradient = at(arena, window->gradient);
  const float *output_gradient = at(arena, window->output_gradient);
  double total = squares(gradient, 4 * hidden * window->width);
  for (int j = 0; j <= hidden; ++j) total += (double)output_gradient[j] * output_gradient[j];
  const float norm = (float)__builtin_sqrt(total);
  const float factor = clip_factor(update, norm);
  const Adam adam = adam_of(step, update, factor);
  float *column = at(arena, net->blocks);
  for (int row = 0; row < 4 * hidden; row += ROWS) {
    const float *entry = gradient + row * window->width;
    for (int k = 0; k < net->columns; ++k) {
      update_pair(&adam, column, column + ROWS, column + 2 * ROWS, load(entry), load(entry + WIDTH));
      column += 3 * ROWS;
      entry += ROWS;
    }
  }
  update_output(at(arena, net->output), hidden, step, update, output_gradient, 0, hidden + 1, factor);
  return norm;
}
