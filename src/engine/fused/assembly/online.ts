// The online regime: batch 1, one update of every weight a sample.
//
// The gradient is never stored: at one step it is the outer product of the gate error dz [4H] and u = [h, x, 1, 1], so
// its norm is |dz| |u| and the pass makes each entry where it needs it.
//
// Threads share the units, as in a window. They meet once a step: before it, each leaves what its units add to the
// output and to the norms; after it, each forms those sums for itself, and updates its rows. The sums go by panels of
// eight units, so that the number of threads does not change them.

import { clipFactor, updateOutput } from "./adam";
import { meet } from "./barrier";
import { firstUnit } from "./forward";
import { multiply, updateAndMultiply } from "./pass";
import { Network, Samples, Update } from "./records";
import { madd, nmadd, ones, sigmoid, sumLanes, tanh } from "./vector";

/** The sums of a step, each over all panels. */
const enum Sum {
  /** The output, its bias in the first share. */
  OUTPUT,
  /** Squares of the gate errors for an output error of 1. */
  ERRORS,
  /** Squares of h after dropout. */
  HIDDEN,
}

/**
 * Gates, cells and hidden states of eight units from z, `j` bytes from the first unit; h goes to `h`, and the gate
 * errors for an output error of 1 to dz. Leaves the units' shares.
 */
// @ts-ignore: decorator
@inline
function activate(net: Network, at: Samples, j: usize, h: usize, mask: usize, shares: usize): void {
  const gate = <usize>net.hidden << 2;
  const one = ones();
  let output = f32x4.splat(0);
  let errors = f32x4.splat(0);
  let square = f32x4.splat(0);
  for (let k = j; k < j + 32; k += 16) {
    const i = sigmoid(v128.load(at.z + k));
    const f = sigmoid(v128.load(at.z + k + gate));
    const g = tanh(v128.load(at.z + k + 2 * gate));
    const o = sigmoid(v128.load(at.z + k + 3 * gate));
    const before = v128.load(at.cell + k);
    const c = madd(f, before, f32x4.mul(i, g));
    const t = tanh(c);
    let out = f32x4.mul(o, t);
    v128.store(h + k, out);
    v128.store(at.cell + k, c);
    let dh = v128.load(net.output + k);
    if (mask) {
      out = f32x4.mul(out, v128.load(mask + k));
      dh = f32x4.mul(dh, v128.load(mask + k));
    }
    v128.store(at.out + k, out);
    output = madd(v128.load(net.output + k), out, output);
    square = madd(out, out, square);
    const dc = f32x4.mul(dh, f32x4.mul(o, nmadd(t, t, one)));
    const di = f32x4.mul(f32x4.mul(dc, g), f32x4.mul(i, f32x4.sub(one, i)));
    const df = f32x4.mul(f32x4.mul(dc, before), f32x4.mul(f, f32x4.sub(one, f)));
    const dg = f32x4.mul(f32x4.mul(dc, i), nmadd(g, g, one));
    const dO = f32x4.mul(f32x4.mul(dh, t), f32x4.mul(o, f32x4.sub(one, o)));
    v128.store(at.dz + k, di);
    v128.store(at.dz + k + gate, df);
    v128.store(at.dz + k + 2 * gate, dg);
    v128.store(at.dz + k + 3 * gate, dO);
    errors = madd(di, di, madd(df, df, madd(dg, dg, madd(dO, dO, errors))));
  }
  const panels = gate >> 3; // bytes of one sum's shares
  const share = shares + (j >> 3);
  store<f32>(share + Sum.OUTPUT * panels, sumLanes(output));
  store<f32>(share + Sum.ERRORS * panels, sumLanes(errors));
  store<f32>(share + Sum.HIDDEN * panels, sumLanes(square));
}

/** One of the sums of a step. */
// @ts-ignore: decorator
@inline
function sumShares(net: Network, shares: usize, which: Sum): f32 {
  const bytes = <usize>net.hidden >> 1;
  let sum: f32 = 0;
  for (let share = shares + which * bytes; share < shares + (which + 1) * bytes; share += 4) sum += load<f32>(share);
  return sum;
}

/** Sum of the squares of `bytes` bytes of floats, a multiple of 16. */
// @ts-ignore: decorator
@inline
function squares(from: usize, bytes: usize): f32 {
  let sum = f32x4.splat(0);
  for (let at = from; at < from + bytes; at += 16) sum = madd(v128.load(at), v128.load(at), sum);
  return sumLanes(sum);
}

/** Multiplies `bytes` bytes of floats in place, a multiple of 16. */
// @ts-ignore: decorator
@inline
function scale(from: usize, bytes: usize, factor: f32): void {
  for (let at = from; at < from + bytes; at += 16) {
    v128.store(at, f32x4.mul(f32x4.splat(factor), v128.load(at)));
  }
}

/** One part of a stretch of samples, one update each; the first part keeps losses and norms. */
export function trainOnline(net: Network, at: Samples, part: i32, parts: i32): void {
  const update = changetype<Update>(at.update);
  const unitBytes = <usize>net.hidden << 2;
  const inputBytes = <usize>net.inputs << 2;
  const uBytes = ((<usize>net.columns << 2) + 15) & ~15;
  const first = firstUnit(net, part, parts);
  const last = firstUnit(net, part + 1, parts);
  let u = at.u;
  let uNext = u + uBytes;
  let uAfter = uNext + uBytes;
  let mask = at.mask;
  let shares = at.shares;
  let otherShares = shares + 3 * (unitBytes >> 3);
  if (part === 0) memory.copy(u + unitBytes, at.inputs, inputBytes);
  if (parts > 1) meet(at.barrier, parts);
  for (let gate: usize = 0; gate < 4; ++gate) {
    multiply(net, at, u, gate * net.hidden + first, gate * net.hidden + last);
  }
  for (let n = 0; n < at.count; ++n) {
    for (let j = first << 2; j < last << 2; j += 32) activate(net, at, j, uNext, mask, shares);
    if (part === 0) {
      store<f32>(shares, load<f32>(shares) + load<f32>(net.output + unitBytes));
      if (n + 1 < at.count) memory.copy(uNext + unitBytes, at.inputs + (n + 1) * inputBytes, inputBytes);
    }
    if (parts > 1) meet(at.barrier, (n + 2) * parts);

    const error = sumShares(net, shares, Sum.OUTPUT) - load<f32>(at.targets + (n << 2));
    const dy: f32 = 2 * error;
    const norm = abs<f32>(dy) * sqrt<f32>(
      sumShares(net, shares, Sum.ERRORS) * squares(u, uBytes) + sumShares(net, shares, Sum.HIDDEN) + 1,
    );
    if (part === 0) {
      store<f32>(at.losses + (n << 2), error * error);
      store<f32>(at.norms + (n << 2), norm);
    }
    const factor = dy * clipFactor(update, norm);
    const rate = load<f32>(at.scales + (n << 3));
    const floor = load<f32>(at.scales + (n << 3), 4);
    updateOutput(net, update, at.out, first, last, factor, rate, floor);
    if (part === 0) updateOutput(net, update, at.out, net.hidden, net.hidden + 4, factor, rate, floor);
    for (let gate: usize = 0; gate < 4; ++gate) {
      const from = gate * net.hidden + first;
      const to = gate * net.hidden + last;
      scale(at.dz + (from << 2), to - from << 2, factor);
      if (update.decay !== 0) updateAndMultiply(net, at, from, to, u, uNext, update, rate, floor, true);
      else updateAndMultiply(net, at, from, to, u, uNext, update, rate, floor, false);
    }
    const free = u;
    u = uNext;
    uNext = uAfter;
    uAfter = free;
    const swap = shares;
    shares = otherShares;
    otherShares = swap;
    if (mask) mask += unitBytes;
  }
  if (parts > 1) meet(at.barrier, (at.count + 2) * parts);
  if (part === 0 && u !== at.u) memory.copy(at.u, u, unitBytes);
}
