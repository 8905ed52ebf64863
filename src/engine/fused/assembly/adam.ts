// Adam (Kingma & Ba 2015) as PyTorch's optim.Adam does it: clip, then add the L2 penalty, then the moments.
//
// The moments are kept over 1 - beta1 and 1 - beta2, so that each update is one multiply-add; what that and the
// bias corrections ask for is folded by the host into a rate and a floor (epsilon) of each step:
// w -= rate * m / (sqrt(v) + floor).

import { COLUMN, Network, Update, Window } from "./records";
import { madd, nmadd, sumLanes } from "./vector";

/** PyTorch's clip_grad_norm_: the factor for a gradient of the given norm. */
// @ts-ignore: decorator
@inline
export function clipFactor(update: Update, norm: f32): f32 {
  return min<f32>(1, update.clip / (norm + 1e-6));
}

/** Updates entries `first` to `last` of the output layer with the gradient `factor` * `gradient` [H + 4]. */
export function updateOutput(
  net: Network,
  update: Update,
  gradient: usize,
  first: usize,
  last: usize,
  factor: f32,
  rate: f32,
  floor: f32,
): void {
  const row = (<usize>net.hidden << 2) + 16;
  for (let j = first << 2; j < last << 2; j += 16) {
    const p = net.output + j;
    const w = v128.load(p);
    const g = madd(
      f32x4.splat(update.decay),
      w,
      f32x4.mul(f32x4.splat(factor), v128.load(gradient + j)),
    );
    const m = madd(f32x4.splat(update.beta1), v128.load(p + row), g);
    const v = madd(f32x4.splat(update.beta2), v128.load(p + 2 * row), f32x4.mul(g, g));
    v128.store(p + row, m);
    v128.store(p + 2 * row, v);
    const root = f32x4.add(f32x4.sqrt(v), f32x4.splat(floor));
    v128.store(p, nmadd(m, f32x4.div(f32x4.splat(rate), root), w));
  }
}

/** Updates the gates' weights with the gradient `factor` * `at.gradient`. */
function updateBlocks(net: Network, at: Window, update: Update, factor: f32, rate: f32, floor: f32): void {
  const columns = <usize>net.columns;
  let p = net.blocks;
  for (let row: usize = 0; row < <usize>net.hidden << 2; row += 8) {
    let gradient = at.gradient + row * (<usize>at.width << 2);
    for (let k: usize = 0; k < columns; ++k) {
      for (let half: usize = 0; half < 32; half += 16) {
        const q = p + half;
        const w = v128.load(q);
        const g = madd(
          f32x4.splat(update.decay),
          w,
          f32x4.mul(f32x4.splat(factor), v128.load(gradient + half)),
        );
        const m = madd(f32x4.splat(update.beta1), v128.load(q, 32), g);
        const v = madd(f32x4.splat(update.beta2), v128.load(q, 64), f32x4.mul(g, g));
        v128.store(q, m, 32);
        v128.store(q, v, 64);
        const root = f32x4.add(f32x4.sqrt(v), f32x4.splat(floor));
        v128.store(q, nmadd(m, f32x4.div(f32x4.splat(rate), root), w));
      }
      p += COLUMN;
      gradient += 32;
    }
  }
}

/** Sum of the squares of `bytes` bytes of floats, a multiple of 16; summed in float64 by stretches. */
function squares(from: usize, bytes: usize): f64 {
  let total: f64 = 0;
  const end = from + bytes;
  while (from < end) {
    const stop = min(end, from + 4096);
    let sum = f32x4.splat(0);
    for (; from < stop; from += 16) {
      const x = v128.load(from);
      sum = madd(x, x, sum);
    }
    total += <f64>sumLanes(sum);
  }
  return total;
}

/**
 * One update from the gradient of a window.
 *
 * @returns the gradient's norm before clipping
 */
export function updateFromWindow(net: Network, at: Window, update: Update, rate: f32, floor: f32): f32 {
  const gateBytes = <usize>net.hidden << 4;
  const norm = <f32>sqrt<f64>(
    squares(at.gradient, gateBytes * at.width) + squares(at.outputGradient, (<usize>net.hidden << 2) + 16),
  );
  const factor = clipFactor(update, norm);
  updateBlocks(net, at, update, factor, rate, floor);
  updateOutput(net, update, at.outputGradient, 0, net.hidden + 4, factor, rate, floor);
  return norm;
}
