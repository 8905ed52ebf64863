// Back-propagation through a window. The recurrent sweep goes step by step; the gradient, which is one product of all
// rows' gate errors with all rows' u, is summed a chunk of rows at a time while they are in cache. Threads share the
// work by units, as in the forward pass: gate errors, rows of the gradient, and what flows back to h.

#include "barrier.h"
#include "gates.h"
#include "panel.h"

// Asks for what a group of units will need of one row, so that it is on its way while the products before it are worked
// out: a long window does not stay in cache. Only a hint; WebAssembly has none.
INLINE void fetch_ahead(const float *gates, const float *cell, const float *h) {
  __builtin_prefetch(gates, 0, 2);
  __builtin_prefetch(gates + 2 * UNITS, 0, 2);
  __builtin_prefetch(cell, 0, 2);
  __builtin_prefetch(h, 0, 2);
}

// Lays rows of u out as strips of six columns.
static void pack_strips(const Window *window, const float *u, float *strips, int first, int last) {
  for (int n = first; n < last; ++n) {
    const float *from = u + n * window->width;
    float *strip = strips + n * 6;
    for (int k = 0; k < window->width; k += 6) {
      __builtin_memcpy(strip, from + k, 6 * sizeof(float));
      strip += window->chunk_rows * 6;
    }
  }
}

// Adds the gradient of a chunk of rows, for the part's units.
static void accumulate_gradient(Arena arena, const Window *window, int rows, int first, int last) {
  const int strip_floats = window->chunk_rows * 6;
  for (int row = 4 * first; row < 4 * last; row += ROWS) {
    const float *panel = at(arena, window->error_panels) + row * window->chunk_rows;
    const float *strip = at(arena, window->strips);
    float *out = at(arena, window->gradient) + row * window->width;
    for (int k = 0; k < window->width; k += 6) {
      accumulate_product(panel, strip, rows, out);
      strip += strip_floats;
      out += 6 * ROWS;
    }
  }
}

INLINE void zero(float *from, int count) { __builtin_memset(from, 0, (unsigned long)count * sizeof(float)); }

// One part of the gradient of the loss whose derivatives by the outputs lie in `outputs`, after the forward pass.
//
// The errors of a step lie in one of two places by turns, so that a thread may begin the next step while another
// still reads this one's; a thread that is a whole step ahead waits at the meeting.
EXPORT void backward(Arena arena, Place network, Place record, int32_t part, int32_t parts) {
  const Network *net = network_at(arena, network);
  const Window *window = window_at(arena, record);
  const int hidden = net->hidden;
  const int padded = (hidden + ROWS - 1) / ROWS * ROWS;
  const int lanes = window->lanes;
  const int width = window->width;
  const int chunk_rows = window->chunk_rows;
  const int first = first_unit(hidden, BUNDLE, part, parts);
  const int last = first_unit(hidden, BUNDLE, part + 1, parts);
  const float *u = at(arena, window->u);
  const float *cells = at(arena, window->cells);
  const float *gates = at(arena, window->gates);
  const float *mask = window->mask ? at(arena, window->mask) : 0;
  const float *outputs = at(arena, window->outputs);
  const float *output = at(arena, net->output);
  float *hidden_errors = at(arena, window->hidden_errors);
  float *cell_errors = at(arena, window->cell_errors);
  float *output_gradient = at(arena, window->output_gradient);
  int32_t *barrier = (int32_t *)at(arena, window->barrier);

  zero(at(arena, window->gradient) + 4 * first * width, 4 * (last - first) * width);
  zero(output_gradient + first, last - first);
  for (int lane = 0; lane < lanes; ++lane) {
    zero(hidden_errors + lane * padded + first, last - first);
    zero(cell_errors + lane * hidden + first, last - first);
  }
  int goal = 0;
  const int chunk_steps = chunk_rows / lanes;
  int t = window->steps;
  while (t > 0) {
    // rows are filled from the end of a chunk to its start, so that they lie in the order of u
    const int start = t > chunk_steps ? t - chunk_steps : 0;
    const int rows = (t - start) * lanes;
    while (t > start) {
      --t;
      float *errors = at(arena, window->errors) + (t & 1) * lanes * 4 * hidden;
      for (int lane = 0; lane < lanes; ++lane) {
        const int index = t * lanes + lane;
        float *panel = at(arena, window->error_panels) + ((t - start) * lanes + lane) * ROWS;
        const int before = t ? index - lanes : index;
        for (int j = first; j < last; j += UNITS) {
          fetch_ahead(gates + (before * hidden + j) * 4, cells + before * hidden + j, u + index * width + j);
          gate_errors(gates + (index * hidden + j) * 4, cells + index * hidden + j,
                      cells + (index + lanes) * hidden + j, u + (index + lanes) * width + j,
                      mask ? mask + index * hidden + j : 0, output + j, outputs[index],
                      hidden_errors + lane * padded + j, cell_errors + lane * hidden + j,
                      errors + (lane * hidden + j) * 4, panel + 4 * j * chunk_rows, chunk_rows * ROWS,
                      output_gradient + j);
        }
      }
      if (parts > 1) meet(barrier, goal += parts);
      if (t == 0) break;
      for (int j = first; j < last; j += ROWS) {
        multiply_panel(at(arena, window->transposed) + j * 4 * hidden, 4 * hidden, errors, 4 * hidden,
                       hidden_errors + j, padded, lanes);
      }
    }
    pack_strips(window, u + start * lanes * width, at(arena, window->strips), rows * part / parts,
                rows * (part + 1) / parts);
    if (parts > 1) meet(barrier, goal += parts);
    accumulate_gradient(arena, window, rows, first, last);
  }
  if (part != 0) return;
  // the gradient of the output's bias: the sum of all derivatives
  double sum = 0;
  for (int row = 0; row < window->steps * lanes; ++row) sum += outputs[row];
  output_gradient[hidden] = (float)sum;
}
