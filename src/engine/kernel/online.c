// The online regime: batch 1, one update of every weight a sample.
//
// The gradient is never stored: at one step it is the outer product of the gate error dz [4H] and u = [h, x, 1, 1], so
// its norm is |dz| |u| and the pass makes each entry where it needs it.
//
// Threads share the units, as in a window. They meet once a step: before it, each leaves what its units add to the
// output and to the norms; after it, each forms those sums for itself, and updates its rows. The sums go by groups of
// eight units, so that the number of threads does not change them.

#include "barrier.h"
#include "pass.h"

// The sums of a step, each over all groups.
enum {
  // the output, its bias in the first share
  SUM_OUTPUT,
  // squares of the gate errors for an output error of 1
  SUM_ERRORS,
  // squares of h after dropout
  SUM_HIDDEN,
};

// Gates, cells and hidden states of a group of units from z; h goes to `h`, and the gate errors for an output error of
// 1 to dz. Leaves the units' shares, `groups` floats apart.
INLINE void activate_online(const float *z, float *cell, float *h, const float *mask, const float *w, float *out_row,
                            float *dz, float *share, int groups) {
  const half one = splat_half(1);
  half output = splat_half(0);
  half errors = splat_half(0);
  half square = splat_half(0);
  for (int j = 0; j < UNITS; j += HALF) {
    const half i = sigmoid(load_half(z + j));
    const half f = sigmoid(load_half(z + j + UNITS));
    const half g = hyperbolic_tangent(load_half(z + j + 2 * UNITS));
    const half o = sigmoid(load_half(z + j + 3 * UNITS));
    const half before = load_half(cell + j);
    const half c = MADD(f, before, i * g);
    const half t = hyperbolic_tangent(c);
    half out = o * t;
    store_half(h + j, out);
    store_half(cell + j, c);
    half dh = load_half(w + j);
    if (mask) {
      out *= load_half(mask + j);
      dh *= load_half(mask + j);
    }
    store_half(out_row + j, out);
    output = MADD(load_half(w + j), out, output);
    square = MADD(out, out, square);
    const half dc = dh * (o * NMADD(t, t, one));
    const half di = (dc * g) * (i * (one - i));
    const half df = (dc * before) * (f * (one - f));
    const half dg = (dc * i) * NMADD(g, g, one);
    const half dout = (dh * t) * (o * (one - o));
    store_half(dz + j, di);
    store_half(dz + j + UNITS, df);
    store_half(dz + j + 2 * UNITS, dg);
    store_half(dz + j + 3 * UNITS, dout);
    errors = MADD(di, di, MADD(df, df, MADD(dg, dg, MADD(dout, dout, errors))));
  }
  share[SUM_OUTPUT * groups] = sum_half(output);
  share[SUM_ERRORS * groups] = sum_half(errors);
  share[SUM_HIDDEN * groups] = sum_half(square);
}

INLINE float sum_shares(const float *shares, int groups) {
  float sum = 0;
  for (int group = 0; group < groups; ++group) sum += shares[group];
  return sum;
}

// Sum of the squares of `count` floats, a multiple of 8.
INLINE float sum_squares(const float *from, int count) {
  half sum = splat_half(0);
  for (int j = 0; j < count; j += HALF) sum = MADD(load_half(from + j), load_half(from + j), sum);
  return sum_half(sum);
}

INLINE void copy(float *to, const float *from, int count) {
  for (int j = 0; j < count; ++j) to[j] = from[j];
}

// One part of a stretch of samples, one update each; the first part keeps losses and norms.
EXPORT void train_online(Arena arena, Place network, Place record, int32_t part, int32_t parts) {
  const Network *net = network_at(arena, network);
  const Samples *samples = (const Samples *)(arena + record);
  const Update *update = (const Update *)at(arena, samples->update);
  const int hidden = net->hidden;
  const int columns = net->columns;
  const int groups = hidden / UNITS;
  const int u_floats = (columns + 7) & ~7;
  const int first = first_unit(hidden, UNITS, part, parts);
  const int last = first_unit(hidden, UNITS, part + 1, parts);
  const float *inputs = at(arena, samples->inputs);
  const float *targets = at(arena, samples->targets);
  const float *mask = samples->mask ? at(arena, samples->mask) : 0;
  const Step *steps = (const Step *)at(arena, samples->steps);
  float *blocks = at(arena, net->blocks);
  float *output = at(arena, net->output);
  float *cell = at(arena, samples->cell);
  float *z = at(arena, samples->z);
  float *dz = at(arena, samples->dz);
  float *out = at(arena, samples->out);
  float *u = at(arena, samples->u);
  float *next = u + u_floats;
  float *after = next + u_floats;
  float *shares = at(arena, samples->shares);
  float *other_shares = shares + 3 * groups;
  int32_t *barrier = (int32_t *)at(arena, samples->barrier);
  if (part == 0) copy(u + hidden, inputs, net->inputs);
  if (parts > 1) meet(barrier, parts);
  multiply(blocks, columns, u, z, 4 * first, 4 * last);
  for (int n = 0; n < samples->count; ++n) {
    for (int j = first; j < last; j += UNITS) {
      activate_online(z + 4 * j, cell + j, next + j, mask ? mask + j : 0, output + j, out + j, dz + 4 * j,
                      shares + j / UNITS, groups);
    }
    if (part == 0) {
      shares[SUM_OUTPUT] += output[hidden];
      if (n + 1 < samples->count) copy(next + hidden, inputs + (n + 1) * net->inputs, net->inputs);
    }
    if (parts > 1) meet(barrier, (n + 2) * parts);

    const float error = sum_shares(shares + SUM_OUTPUT * groups, groups) - targets[n];
    const float dy = 2 * error;
    const float norm = __builtin_fabsf(dy) *
                       __builtin_sqrtf(sum_shares(shares + SUM_ERRORS * groups, groups) * sum_squares(u, u_floats) +
                                       sum_shares(shares + SUM_HIDDEN * groups, groups) + 1);
    if (part == 0) {
      at(arena, samples->losses)[n] = error * error;
      at(arena, samples->norms)[n] = norm;
    }
    const Step *step = steps + n;
    const float factor = dy * clip_factor(update, norm);
    update_output(output, hidden, step, update, out, first, last, factor);
    if (part == 0) update_output(output, hidden, step, update, out, hidden, hidden + 1, factor);
    const Adam adam = adam_of(step, update, factor);
    if (step->decay1 != 1 || step->decay2 != 1 || update->decay != 0) {
      update_and_multiply(blocks, columns, &adam, dz, u, next, z, 4 * first, 4 * last, 1);
    } else {
      update_and_multiply(blocks, columns, &adam, dz, u, next, z, 4 * first, 4 * last, 0);
    }
    float *free = u;
    u = next;
    next = after;
    after = free;
    float *swap = shares;
    shares = other_shares;
    other_shares = swap;
    if (mask) mask += hidden;
  }
  if (parts > 1) meet(barrier, (samples->count + 2) * parts);
  if (part == 0 && u != at(arena, samples->u)) copy(at(arena, samples->u), u, hidden);
}
