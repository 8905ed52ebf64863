// Windows of T steps on B lanes, forward. A row is one lane at one step; rows come step by step, lane by lane.
//
// Threads share a window by units: each has its range, all four gates of them, and they meet at every step. What a
// thread computes does not depend on how many there are.

#include "barrier.h"
#include "gates.h"
#include "panel.h"

// Copies what one part needs of the weights out of the optimiser's blocks: its rows as panels, with zeros for added
// columns, and its columns of the recurrent matrix transposed.
static void pack_weights(Arena arena, const Network *net, const Window *window, int first, int last) {
  const int hidden = net->hidden;
  const int gate_rows = 4 * hidden;
  const int block_floats = net->columns * 3 * ROWS;
  const float *blocks = at(arena, net->blocks);
  float *transposed = at(arena, window->transposed);
  for (int row = 4 * first; row < 4 * last; row += ROWS) {
    const float *column = blocks + row / ROWS * block_floats;
    float *panel = at(arena, window->weights) + row * window->width;
    for (int k = 0; k < window->width; ++k) {
      const int added = k >= net->columns;
      store(panel, added ? splat(0) : load(column));
      store(panel + WIDTH, added ? splat(0) : load(column + WIDTH));
      panel += ROWS;
      column += 3 * ROWS;
    }
  }
  // a panel at a time, so that both sides stay in cache
  for (int unit = first; unit < last; unit += ROWS) {
    float *panel = transposed + unit * gate_rows;
    for (int row = 0; row < gate_rows; row += ROWS) {
      const float *column = blocks + row / ROWS * block_floats + unit * 3 * ROWS;
      float *to = panel + row * ROWS;
      for (int k = 0; k < ROWS; ++k) {
        const int added = unit + k >= hidden;
        for (int r = 0; r < ROWS; ++r) to[r * ROWS + k] = added ? 0 : column[r];
        if (!added) column += 3 * ROWS;
      }
    }
  }
}

// One part of a window from u and cells of step 0; fills its share of u, cells, gates and output_shares.
EXPORT void forward(Arena arena, Place network, Place record, int32_t part, int32_t parts) {
  const Network *net = network_at(arena, network);
  const Window *window = window_at(arena, record);
  const int hidden = net->hidden;
  const int lanes = window->lanes;
  const int width = window->width;
  const int first = first_unit(hidden, BUNDLE, part, parts);
  const int last = first_unit(hidden, BUNDLE, part + 1, parts);
  const float *weights = at(arena, window->weights);
  const float *output = at(arena, net->output);
  pack_weights(arena, net, window, first, last);
  float *u = at(arena, window->u);
  float *z = at(arena, window->gates);
  float *cell = at(arena, window->cells);
  float *share = at(arena, window->output_shares);
  const float *mask = window->mask ? at(arena, window->mask) : 0;
  for (int t = 1; t <= window->steps; ++t) {
    for (int row = 4 * first; row < 4 * last; row += ROWS) {
      multiply_panel(weights + row * width, width, u, width, z + row, 4 * hidden, lanes);
    }
    for (int lane = 0; lane < lanes; ++lane) {
      float *cell_next = cell + lanes * hidden;
      for (int j = first; j < last; j += UNITS) activate_gates(z + 4 * j, cell + j, cell_next + j);
      // in a loop of its own: the processor works on several groups at once where none waits for its own gates
      for (int j = first; j < last; j += UNITS) {
        share[j / UNITS] = hidden_states(z + 4 * j + 3 * UNITS, cell_next + j, u + lanes * width + j,
                                         mask ? mask + j : 0, output + j);
      }
      if (mask) mask += hidden;
      u += width;
      z += 4 * hidden;
      cell += hidden;
      share += hidden / UNITS;
    }
    if (parts > 1) meet((int32_t *)at(arena, window->barrier), t * parts);
  }
}

// The output of every row from the shares that the parts have left.
EXPORT void sum_outputs(Arena arena, Place network, Place record) {
  const Network *net = network_at(arena, network);
  const Window *window = window_at(arena, record);
  const int groups = net->hidden / UNITS;
  const float bias = at(arena, net->output)[net->hidden];
  const float *share = at(arena, window->output_shares);
  float *outputs = at(arena, window->outputs);
  for (int row = 0; row < window->steps * window->lanes; ++row) {
    float sum = bias;
    for (int group = 0; group < groups; ++group) sum += *share++;
    outputs[row] = sum;
  }
}
