// What the host writes for the kernel: sizes and places, field after field. A place is a byte offset into the arena, the
// one block of memory that host and kernel share; on WebAssembly the arena is the memory itself. Arrays begin at cache
// lines.
//
// Gate rows come in groups of 32, the input, forget, candidate and output gates of eight units: [H / 8][4][8]. So a
// group of units is one stretch of memory for whichever thread has it.

#pragma once
#include "vector.h"

typedef char *Arena;
typedef uint32_t Place;

// Gate rows of a block, two vectors. The columns of a block lie one after the other.
#define ROWS (2 * WIDTH)

// Units of a group. A window is shared by bundles of units: the panels of its transposed matrix are that wide.
#define UNITS 8
#define BUNDLE (ROWS < UNITS ? UNITS : ROWS)

// What the host calls: the arena first, then places of records.
#define EXPORT __attribute__((visibility("default")))

INLINE float *at(Arena arena, Place place) { return (float *)(arena + place); }

// The weights, with Adam's moments beside them.
//
// u stands for one sample's [h, x, 1, 1] (or [h, x, 1] with one bias vector), so one matrix [4H, columns] holds
// recurrent weights, input weights and biases.
typedef struct {
  int32_t hidden;
  int32_t inputs;
  // H + I + the number of bias vectors
  int32_t columns;
  // [4H / ROWS][columns][weights | first moments | second moments][ROWS]; the moments in units of their own, see Step
  Place blocks;
  // [weights | first moments | second moments][H + 4]: the output layer; its bias is entry H, the rest zero
  Place output;
} Network;

// What all updates of one call share.
typedef struct {
  // Largest gradient norm.
  float clip;
  // L2 penalty.
  float decay;
} Update;

// One update's share of Adam (Kingma & Ba 2015), worked out by the host: with the gradient g
//   m = decay1 m + gain1 g,   v = decay2 v + (gain2 g)^2,   w -= rate m / (sqrt(v) + floor).
// The host lets the moments' units shrink from update to update so that both decays are 1 in all but a few of them.
typedef struct {
  float rate;
  float floor;
  float decay1;
  float decay2;
  float gain1;
  float gain2;
} Step;

// A stretch of samples and what the steps need beside the weights.
typedef struct {
  int32_t count;
  // [count, I]
  Place inputs;
  // [count]
  Place targets;
  // dropout of h before the output layer, [count, H], or 0 for none
  Place mask;
  // [count] of Step
  Place steps;
  // [count]: squared errors, then gradient norms before clipping
  Place losses;
  Place norms;
  // three rows [columns rounded up to a multiple of 8]: u of one step, of the next and of the one after
  Place u;
  // [H]
  Place cell;
  // [4H]: pre-activations of the next sample
  Place z;
  // [4H]: errors of the gates for an output error of 1
  Place dz;
  // [H + 4]: h after dropout, then 1
  Place out;
  // [2][3][H / 8]: what eight units each add to the sums of a step, by turns in one of two places
  Place shares;
  // Update
  Place update;
  // two integers, zero when a job begins: see barrier.h
  Place barrier;
} Samples;

// One window; T steps, B lanes, K = `width`, H' = H rounded up to a multiple of ROWS.
typedef struct {
  int32_t steps;
  // even and at least 4; the host pads with lanes of zeros
  int32_t lanes;
  // columns of the network rounded up to a multiple of 6; the added ones are zero
  int32_t width;
  // rows of `error_panels` and `strips`: back-propagation sums its gradient over so many rows at a time
  int32_t chunk_rows;
  // [4H / ROWS][K][ROWS]
  Place weights;
  // recurrent weights transposed, [H' / ROWS][4H][ROWS]
  Place transposed;
  // [T + 1][B][K]: u of each row; the forward pass writes each h into the next step's
  Place u;
  // [T + 1][B][H], the first step the carried one
  Place cells;
  // [T][B][4H]: gate activations
  Place gates;
  // dropout [T][B][H], or 0 for none
  Place mask;
  // [T][B][H / 8]: what eight units each add to an output
  Place output_shares;
  // [T][B]: outputs; then, from the host, the loss's derivatives by them
  Place outputs;
  // [2][B][4H]: gate errors of the step at hand and of the one after
  Place errors;
  // [B][H'] and [B][H]: what reaches h and c from the step after
  Place hidden_errors;
  Place cell_errors;
  // [4H / ROWS][chunk_rows][ROWS]
  Place error_panels;
  // [K / 6][chunk_rows][6]
  Place strips;
  // [4H / ROWS][K][ROWS]
  Place gradient;
  // [H + 4], the bias at H
  Place output_gradient;
  // two integers, zero when a job begins: see barrier.h
  Place barrier;
} Window;

INLINE const Network *network_at(Arena arena, Place place) { return (const Network *)(arena + place); }
INLINE const Window *window_at(Arena arena, Place place) { return (const Window *)(arena + place); }

// First of the units of a part, which come in bundles; `part` = `parts` gives the end of the last.
INLINE int first_unit(int hidden, int bundle, int part, int parts) {
  const int first = (hidden + bundle - 1) / bundle * part / parts * bundle;
  return first < hidden ? first : hidden;
}
