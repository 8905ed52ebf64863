// The pass of the online regime: Adam's update of every gate weight for sample t and the matrix-vector product for
// sample t + 1 at once, so a weight and its two moments are loaded and stored once a sample. Blocks of rows (see
// Network) make it one linear stream.

import { COLUMN, Network, Samples, Update } from "./records";
import { madd, nmadd } from "./vector";

/** z = W u for the gate rows from `first` to `last`, the same sums in the same order as in {@link updateAndMultiply}. */
export function multiply(net: Network, at: Samples, u: usize, first: usize, last: usize): void {
  const columns = <usize>net.columns;
  let p = net.blocks + (first >> 3) * columns * COLUMN;
  for (let row = first; row < last; row += 8) {
    let z0 = f32x4.splat(0);
    let z1 = f32x4.splat(0);
    for (let k: usize = 0; k < columns; ++k) {
      const uk = v128.load_splat<f32>(u + (k << 2));
      z0 = madd(v128.load(p), uk, z0);
      z1 = madd(v128.load(p, 16), uk, z1);
      p += COLUMN;
    }
    v128.store(at.z + (row << 2), z0);
    v128.store(at.z + (row << 2), z1, 16);
  }
}

/**
 * Adam's update with the gradient dz (x) u, and z = W uNext with the new weights, for the rows from `first` to `last`.
 *
 * @param rate Adam's rate with all bias corrections folded in
 * @param floor Adam's epsilon, likewise
 */
// @ts-ignore: decorator
@inline
export function updateAndMultiply(
  net: Network,
  at: Samples,
  first: usize,
  last: usize,
  u: usize,
  uNext: usize,
  update: Update,
  rate: f32,
  floor: f32,
  withDecay: bool,
): void {
  const columns = <usize>net.columns;
  const step = f32x4.splat(rate);
  const eps = f32x4.splat(floor);
  const l2 = f32x4.splat(update.decay);
  const b1 = f32x4.splat(update.beta1);
  const b2 = f32x4.splat(update.beta2);
  const gap = uNext - u;
  let p = net.blocks + (first >> 3) * columns * COLUMN;
  for (let row = first; row < last; row += 8) {
    const d0 = v128.load(at.dz + (row << 2));
    const d1 = v128.load(at.dz + (row << 2), 16);
    let z0 = f32x4.splat(0);
    let z1 = f32x4.splat(0);
    const end = u + (columns << 2);
    for (let q = u; q < end; q += 4) {
      const uk = v128.load_splat<f32>(q);
      let w0 = v128.load(p);
      let w1 = v128.load(p, 16);
      let g0 = f32x4.mul(d0, uk);
      let g1 = f32x4.mul(d1, uk);
      if (withDecay) {
        g0 = madd(l2, w0, g0);
        g1 = madd(l2, w1, g1);
      }
      const m0 = madd(b1, v128.load(p, 32), g0);
      const m1 = madd(b1, v128.load(p, 48), g1);
      const v0 = madd(b2, v128.load(p, 64), f32x4.mul(g0, g0));
      const v1 = madd(b2, v128.load(p, 80), f32x4.mul(g1, g1));
      v128.store(p, m0, 32);
      v128.store(p, m1, 48);
      v128.store(p, v0, 64);
      v128.store(p, v1, 80);
      const r0 = f32x4.add(f32x4.sqrt(v0), eps);
      const r1 = f32x4.add(f32x4.sqrt(v1), eps);
      // m0 / r0 and m1 / r1 by one division
      const share = f32x4.div(step, f32x4.mul(r0, r1));
      w0 = nmadd(f32x4.mul(m0, r1), share, w0);
      w1 = nmadd(f32x4.mul(m1, r0), share, w1);
      v128.store(p, w0);
      v128.store(p, w1, 16);
      const next = v128.load_splat<f32>(q + gap);
      z0 = madd(w0, next, z0);
      z1 = madd(w1, next, z1);
      p += COLUMN;
    }
    v128.store(at.z + (row << 2), z0);
    v128.store(at.z + (row << 2), z1, 16);
  }
}
