// Back-propagation through a window. The recurrent sweep goes step by step; the gradient, which is one product of all
// rows' gate errors with all rows' u, is summed a chunk of rows at a time while they are in cache. Threads share the
// work by units, as in the forward pass: gate errors, rows of the gradient, and what flows back to h.

import { meet } from "./barrier";
import { firstUnit } from "./forward";
import { accumulateProduct, multiplyPanel } from "./panel";
import { Network, Window } from "./records";
import { madd, nmadd, ones, tanh } from "./vector";

/** Errors of one row's gates from the error of its output and of what follows; `dh` and `dc` as they flow back. */
// @ts-ignore: decorator
@inline
function gateErrors(
  net: Network,
  at: Window,
  index: usize,
  dy: f32,
  h: usize,
  dz: usize,
  dh: usize,
  dc: usize,
  panel: usize,
  first: usize,
  last: usize,
): void {
  const bytes = <usize>net.hidden << 2;
  const gates = at.gates + index * 4 * bytes;
  const cell = at.cells + index * bytes;
  const cellNext = cell + <usize>at.lanes * bytes;
  const panelStride = <usize>at.chunkRows << 5;
  const dyAll = f32x4.splat(dy);
  const one = ones();
  for (let j = first << 2; j < last << 2; j += 16) {
    const i = v128.load(gates + j);
    const f = v128.load(gates + j + bytes);
    const g = v128.load(gates + j + 2 * bytes);
    const o = v128.load(gates + j + 3 * bytes);
    const c = tanh(v128.load(cellNext + j));
    let direct = dyAll;
    if (at.mask) direct = f32x4.mul(direct, v128.load(at.mask + index * bytes + j));
    const sum = at.outputGradient + j;
    v128.store(sum, madd(direct, v128.load(h + j), v128.load(sum)));
    const toH = madd(direct, v128.load(net.output + j), v128.load(dh + j));
    const toC = madd(f32x4.mul(toH, o), nmadd(c, c, one), v128.load(dc + j));
    v128.store(dc + j, f32x4.mul(toC, f));
    const di = f32x4.mul(f32x4.mul(toC, g), f32x4.mul(i, f32x4.sub(one, i)));
    const df = f32x4.mul(f32x4.mul(toC, v128.load(cell + j)), f32x4.mul(f, f32x4.sub(one, f)));
    const dg = f32x4.mul(f32x4.mul(toC, i), nmadd(g, g, one));
    const dO = f32x4.mul(f32x4.mul(toH, c), f32x4.mul(o, f32x4.sub(one, o)));
    v128.store(dz + j, di);
    v128.store(dz + j + bytes, df);
    v128.store(dz + j + 2 * bytes, dg);
    v128.store(dz + j + 3 * bytes, dO);
    // 32 bytes of j fill one panel
    let to = panel + (j >> 5) * panelStride + (j & 16);
    const gatePanels = (bytes >> 5) * panelStride;
    v128.store(to, di);
    to += gatePanels;
    v128.store(to, df);
    to += gatePanels;
    v128.store(to, dg);
    to += gatePanels;
    v128.store(to, dO);
  }
}

/** Lays rows of u out as strips of six columns. */
function packStrips(at: Window, u: usize, first: usize, last: usize): void {
  const uBytes = <usize>at.width << 2;
  for (let n = first; n < last; ++n) {
    let strip = at.strips + n * 24;
    for (let k: usize = 0; k < uBytes; k += 24) {
      v128.store(strip, v128.load(u + n * uBytes + k));
      store<u64>(strip, load<u64>(u + n * uBytes + k, 16), 16);
      strip += <usize>at.chunkRows * 24;
    }
  }
}

/** Adds the gradient of a chunk of rows, for the part's units. */
function accumulateGradient(net: Network, at: Window, rows: usize, first: usize, last: usize): void {
  const stripBytes = <usize>at.chunkRows * 24;
  const strips = at.strips + (<usize>at.width / 6) * stripBytes;
  for (let gate: usize = 0; gate < 4; ++gate) {
    for (let unit = first; unit < last; unit += 8) {
      const row = gate * net.hidden + unit;
      const panel = at.errorPanels + (row >> 3) * (<usize>at.chunkRows << 5);
      let out = at.gradient + row * (<usize>at.width << 2);
      for (let strip = at.strips; strip < strips; strip += stripBytes) {
        accumulateProduct(panel, strip, rows, out);
        out += 192;
      }
    }
  }
}

/** Zeros where the part adds up. */
function clear(net: Network, at: Window, first: usize, last: usize): void {
  const units = last - first;
  for (let gate: usize = 0; gate < 4; ++gate) {
    const row = gate * net.hidden + first;
    memory.fill(at.gradient + row * (<usize>at.width << 2), 0, units * (<usize>at.width << 2));
  }
  memory.fill(at.outputGradient + (first << 2), 0, units << 2);
  for (let lane: usize = 0; lane < <usize>at.lanes; ++lane) {
    const from = lane * net.hidden + first << 2;
    memory.fill(at.hiddenErrors + from, 0, units << 2);
    memory.fill(at.cellErrors + from, 0, units << 2);
  }
}

/**
 * One part of the gradient of the loss whose derivatives by the outputs lie in `outputs`, after the forward pass.
 *
 * The errors of a step lie in one of two places by turns, so that a thread may begin the next step while another
 * still reads this one's; a thread that is a whole step ahead waits at the meeting.
 */
export function backward(net: Network, at: Window, part: i32, parts: i32): void {
  const lanes = <usize>at.lanes;
  const uBytes = <usize>at.width << 2;
  const unitBytes = <usize>net.hidden << 2;
  const gateBytes = unitBytes << 2;
  const gateRows = <usize>net.hidden << 2;
  const first = firstUnit(net, part, parts);
  const last = firstUnit(net, part + 1, parts);
  clear(net, at, first, last);
  let goal = 0;
  const chunkSteps = <usize>at.chunkRows / lanes;
  let t = <usize>at.steps;
  while (t > 0) {
    // rows are filled from the end of a chunk to its start, so that they lie in the order of u
    const start = t > chunkSteps ? t - chunkSteps : 0;
    const rows = (t - start) * lanes;
    while (t > start) {
      --t;
      const errors = at.errors + (t & 1) * lanes * gateBytes;
      for (let lane: usize = 0; lane < lanes; ++lane) {
        const index = t * lanes + lane;
        gateErrors(
          net,
          at,
          index,
          load<f32>(at.outputs + (index << 2)),
          at.u + (index + lanes) * uBytes,
          errors + lane * gateBytes,
          at.hiddenErrors + lane * unitBytes,
          at.cellErrors + lane * unitBytes,
          at.errorPanels + ((t - start) * lanes + lane << 5),
          first,
          last,
        );
      }
      if (parts > 1) meet(at.barrier, goal += parts);
      if (t === 0) break;
      for (let j = first << 2; j < last << 2; j += 32) {
        const panel = at.transposed + j * gateRows;
        multiplyPanel(panel, gateRows, errors, gateBytes, at.hiddenErrors + j, unitBytes, lanes);
      }
    }
    packStrips(at, at.u + start * lanes * uBytes, rows * part / parts, rows * (part + 1) / parts);
    if (parts > 1) meet(at.barrier, goal += parts);
    accumulateGradient(net, at, rows, first, last);
  }
  if (part === 0) sumBias(net, at);
}

/** The gradient of the output's bias: the sum of all derivatives. */
function sumBias(net: Network, at: Window): void {
  let sum: f64 = 0;
  const end = at.outputs + (<usize>(at.steps * at.lanes) << 2);
  for (let output = at.outputs; output < end; output += 4) sum += load<f32>(output);
  const bias = at.outputGradient + (<usize>net.hidden << 2);
  v128.store(bias, f32x4.replace_lane(f32x4.splat(0), 0, <f32>sum));
}
