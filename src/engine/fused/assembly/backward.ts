// Back-propagation through a window. The recurrent sweep goes step by step; the gradient, which is one product of all
// rows' gate errors with all rows' u, is summed a chunk of rows at a time while they are in cache.

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
): void {
  const bytes = <usize>net.hidden << 2;
  const gates = at.gates + index * 4 * bytes;
  const cell = at.cells + index * bytes;
  const cellNext = cell + <usize>at.lanes * bytes;
  const panelStride = <usize>at.chunkRows << 5;
  const dyAll = f32x4.splat(dy);
  const one = ones();
  for (let j: usize = 0; j < bytes; j += 16) {
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
  const bias = at.outputGradient + bytes;
  store<f32>(bias, load<f32>(bias) + dy);
}

/** Adds the gradient of `rows` rows, the first of them at `u` and at the start of the error panels. */
function accumulateGradient(net: Network, at: Window, u: usize, rows: usize): void {
  const uBytes = <usize>at.width << 2;
  const stripBytes = <usize>at.chunkRows * 24;
  for (let n: usize = 0; n < rows; ++n) {
    let strip = at.strips + n * 24;
    for (let k: usize = 0; k < uBytes; k += 24) {
      v128.store(strip, v128.load(u + k));
      store<u64>(strip, load<u64>(u + k, 16), 16);
      strip += stripBytes;
    }
    u += uBytes;
  }
  let panel = at.errorPanels;
  let out = at.gradient;
  for (let row: usize = 0; row < <usize>net.hidden << 2; row += 8) {
    let strip = at.strips;
    for (let k: usize = 0; k < uBytes; k += 24) {
      accumulateProduct(panel, strip, rows, out);
      strip += stripBytes;
      out += 192;
    }
    panel += <usize>at.chunkRows << 5;
  }
}

/** The gradient of the loss whose derivatives by the outputs lie in `outputs`, after {@link forward}. */
export function backward(net: Network, at: Window): void {
  const hidden = <usize>net.hidden;
  const lanes = <usize>at.lanes;
  const width = <usize>at.width;
  const uBytes = width << 2;
  const cellBytes = hidden << 2;
  const gateBytes = hidden << 4;
  memory.fill(at.gradient, 0, hidden * width << 4);
  memory.fill(at.outputGradient, 0, cellBytes + 16);
  memory.fill(at.hiddenErrors, 0, lanes * cellBytes);
  memory.fill(at.cellErrors, 0, lanes * cellBytes);
  // rows are filled from the end of a chunk to its start, so that they lie in the order of u
  const chunkSteps = <usize>at.chunkRows / lanes;
  let t = <usize>at.steps;
  while (t > 0) {
    const first = t > chunkSteps ? t - chunkSteps : 0;
    const rows = (t - first) * lanes;
    while (t > first) {
      --t;
      for (let lane: usize = 0; lane < lanes; ++lane) {
        const index = t * lanes + lane;
        gateErrors(
          net,
          at,
          index,
          load<f32>(at.outputs + (index << 2)),
          at.u + (index + lanes) * uBytes,
          at.errors + lane * gateBytes,
          at.hiddenErrors + lane * cellBytes,
          at.cellErrors + lane * cellBytes,
          at.errorPanels + ((t - first) * lanes + lane << 5),
        );
      }
      if (t == 0) break;
      let panel = at.transposed;
      for (let j: usize = 0; j < cellBytes; j += 32) {
        multiplyPanel(panel, hidden << 2, at.errors, gateBytes, at.hiddenErrors + j, cellBytes, lanes);
        panel += hidden << 7;
      }
    }
    accumulateGradient(net, at, at.u + first * lanes * uBytes, rows);
  }
}
