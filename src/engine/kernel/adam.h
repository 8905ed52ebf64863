// Adam as PyTorch's optim.Adam does it: clip, then add the L2 penalty, then the moments. See Step in records.h.

#pragma once
#include "records.h"

// PyTorch's clip_grad_norm_: the factor for a gradient of the given norm.
INLINE float clip_factor(const Update *update, float norm) {
  const float factor = update->clip / (norm + 1e-6f);
  return factor < 1 ? factor : 1; // also for a norm that is not a number
}

// The numbers of one update, each in every lane.
typedef struct {
  vec rate, floor, decay1, decay2, gain1, gain2, penalty, factor;
} Adam;

INLINE Adam adam_of(const Step *step, const Update *update, float factor) {
  return (Adam){
      splat(step->rate),  splat(step->floor), splat(step->decay1),   splat(step->decay2),
      splat(step->gain1), splat(step->gain2), splat(update->decay), splat(factor),
  };
}

// Updates two vectors of weights at w, their moments at m and v, with the gradient factor * gradient.
INLINE void update_pair(const Adam *adam, float *w, float *m, float *v, vec gradient0, vec gradient1) {
  vec w0 = load(w);
  vec w1 = load(w + WIDTH);
  const vec g0 = MADD(adam->penalty, w0, adam->factor * gradient0);
  const vec g1 = MADD(adam->penalty, w1, adam->factor * gradient1);
  const vec m0 = MADD(adam->gain1, g0, adam->decay1 * load(m));
  const vec m1 = MADD(adam->gain1, g1, adam->decay1 * load(m + WIDTH));
  const vec e0 = adam->gain2 * g0;
  const vec e1 = adam->gain2 * g1;
  const vec v0 = MADD(e0, e0, adam->decay2 * load(v));
  const vec v1 = MADD(e1, e1, adam->decay2 * load(v + WIDTH));
  descend(&w0, &w1, m0, m1, root(v0) + adam->floor, root(v1) + adam->floor, adam->rate);
  store(m, m0);
  store(m + WIDTH, m1);
  store(v, v0);
  store(v + WIDTH, v1);
  store(w, w0);
  store(w + WIDTH, w1);
}

// Updates the entries from `first` to `last` of the output layer with the gradient `factor` * `gradient` [H + 4].
INLINE void update_output(float *output, int hidden, const Step *step, const Update *update, const float *gradient,
                          int first, int last, float factor) {
  float *m = output + hidden + 4;
  float *v = m + hidden + 4;
  for (int j = first; j < last; ++j) {
    const float g = factor * gradient[j] + update->decay * output[j];
    const float e = step->gain2 * g;
    m[j] = step->decay1 * m[j] + step->gain1 * g;
    v[j] = step->decay2 * v[j] + e * e;
    output[j] -= step->rate * m[j] / (__builtin_sqrtf(v[j]) + step->floor);
  }
}
