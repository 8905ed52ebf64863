// The online regime: batch 1, one update of every weight a sample.
//
// The gradient is never stored: at one step it is the outer product of the gate error dz [4H] and u = [h, x, 1, 1], so
// its norm is |dz| |u| and the pass makes each entry where it needs it.

import { clipFactor, updateOutput } from "./adam";
import { multiply, updateAndMultiply } from "./pass";
import { Network, Sample, Update } from "./records";
import { madd, nmadd, ones, sigmoid, sumLanes, tanh } from "./vector";

/** Gates, cell and hidden state of one sample from z; activations to dz, h to `hNext`. The cell is overwritten. */
// @ts-ignore: decorator
@inline
function activate(net: Network, at: Sample, hNext: usize): void {
  const gate = <usize>net.hidden << 2;
  for (let j: usize = 0; j < gate; j += 16) {
    const i = sigmoid(v128.load(at.z + j));
    const f = sigmoid(v128.load(at.z + j + gate));
    const g = tanh(v128.load(at.z + j + 2 * gate));
    const o = sigmoid(v128.load(at.z + j + 3 * gate));
    const before = v128.load(at.cell + j);
    const c = madd(f, before, f32x4.mul(i, g));
    const t = tanh(c);
    v128.store(hNext + j, f32x4.mul(o, t));
    v128.store(at.cell + j, c);
    // errors of the gates but for the factor dh: dz = dh * dh/dz
    const one = ones();
    const dc = f32x4.mul(o, nmadd(t, t, one));
    v128.store(at.dz + j, f32x4.mul(f32x4.mul(dc, g), f32x4.mul(i, f32x4.sub(one, i))));
    v128.store(at.dz + j + gate, f32x4.mul(f32x4.mul(dc, before), f32x4.mul(f, f32x4.sub(one, f))));
    v128.store(at.dz + j + 2 * gate, f32x4.mul(f32x4.mul(dc, i), nmadd(g, g, one)));
    v128.store(at.dz + j + 3 * gate, f32x4.mul(t, f32x4.mul(o, f32x4.sub(one, o))));
  }
}

/** Sum of products of two vectors of `bytes` bytes, a multiple of 16. */
// @ts-ignore: decorator
@inline
function dot(a: usize, b: usize, bytes: usize): f32 {
  let sum = f32x4.splat(0);
  for (let j: usize = 0; j < bytes; j += 16) sum = madd(v128.load(a + j), v128.load(b + j), sum);
  return sumLanes(sum);
}

/** Multiplies `bytes` bytes of floats in place, a multiple of 16. */
// @ts-ignore: decorator
@inline
function scale(from: usize, bytes: usize, factor: f32): void {
  for (let j: usize = 0; j < bytes; j += 16) {
    v128.store(from + j, f32x4.mul(f32x4.splat(factor), v128.load(from + j)));
  }
}

/**
 * `count` samples, one update each.
 *
 * @param mask dropout of h before the output layer, [count, H], or 0 for none
 * @param scales [count, 2]: Adam's rate and epsilon of each update with its bias corrections folded in
 */
export function trainOnline(
  net: Network,
  at: Sample,
  count: i32,
  inputs: usize,
  targets: usize,
  mask: usize,
  update: Update,
  scales: usize,
  losses: usize,
  norms: usize,
): void {
  const hidden = <usize>net.hidden << 2;
  const inputBytes = <usize>net.inputs << 2;
  const columnBytes = <usize>net.columns << 2;
  const stride = (columnBytes + 15) & ~15;
  const outputRow = hidden + 16;
  let u = at.u;
  let uNext = at.u + stride;
  memory.copy(u + hidden, inputs, inputBytes);
  multiply(net, at, u);
  for (let n = 0; n < count; ++n) {
    activate(net, at, uNext);
    // output layer
    if (mask) {
      for (let j: usize = 0; j < hidden; j += 16) {
        v128.store(at.out + j, f32x4.mul(v128.load(uNext + j), v128.load(mask + j)));
      }
      mask += hidden;
    } else memory.copy(at.out, uNext, hidden);
    const error = dot(net.output, at.out, outputRow) - load<f32>(targets);
    store<f32>(losses, error * error);
    const dy: f32 = 2 * error;
    // gate errors
    let square = f32x4.splat(0);
    for (let j: usize = 0; j < hidden; j += 16) {
      let dh = f32x4.mul(f32x4.splat(dy), v128.load(net.output + j));
      if (mask) dh = f32x4.mul(dh, v128.load(mask - hidden + j));
      for (let gate: usize = 0; gate < 4; ++gate) {
        const gateError = at.dz + j + gate * hidden;
        const d = f32x4.mul(dh, v128.load(gateError));
        v128.store(gateError, d);
        square = madd(d, d, square);
      }
    }
    const norm = sqrt<f32>(
      sumLanes(square) * dot(u, u, stride) + dy * dy * dot(at.out, at.out, outputRow),
    );
    store<f32>(norms, norm);
    const factor = clipFactor(update, norm);
    if (factor < 1) scale(at.dz, 4 * hidden, factor);
    const rate = load<f32>(scales);
    const floor = load<f32>(scales, 4);
    updateOutput(net, update, at.out, dy * factor, rate, floor);
    inputs += inputBytes;
    if (n + 1 < count) memory.copy(uNext + hidden, inputs, inputBytes);
    if (update.decay != 0) updateAndMultiply(net, at, u, uNext, update, rate, floor, true);
    else updateAndMultiply(net, at, u, uNext, update, rate, floor, false);
    const swap = u;
    u = uNext;
    uNext = swap;
    targets += 4;
    scales += 8;
    losses += 4;
    norms += 4;
  }
  if (u != at.u) memory.copy(at.u, u, hidden);
}
