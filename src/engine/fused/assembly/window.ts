// Windows of T steps on B lanes: forward, and back-propagation through the window. B is even and at least 4;
// the host pads with lanes whose error is zero. A row is one lane at one step; rows come step by step, lane by lane.

import { COLUMN, Network } from "./network";
import { accumulateProduct, multiplyPanel } from "./panel";
import { madd, nmadd, ones, sigmoid, sumLanes, tanh } from "./vector";

/** Pointers of one window, written by the host; T steps, B lanes, K = `width`. */
@unmanaged
export class Window {
  steps: i32;
  lanes: i32;
  /** Columns of the network rounded up to a multiple of 6; the added ones are zero. */
  width: i32;
  /** Rows of `errorPanels` and `strips`: back-propagation sums its gradient over so many rows at a time. */
  chunkRows: i32;
  /** [4H / 8][K][8] */
  weights: usize;
  /** Recurrent weights transposed, [H / 8][4H][8] */
  transposed: usize;
  /** [T + 1][B][K]: u of each row; the forward pass writes each h into the next step's. */
  u: usize;
  /** [T + 1][B][H], the first step the carried one */
  cells: usize;
  /** [T][B][4H]: gate activations */
  gates: usize;
  /** Dropout [T][B][H], or 0 for none */
  mask: usize;
  /** [T][B]: outputs; then, from the host, the loss's derivatives by them */
  outputs: usize;
  /** [B][4H]: gate errors of the step at hand */
  errors: usize;
  /** [B][H]: what reaches h and c from the step after */
  hiddenErrors: usize;
  cellErrors: usize;
  /** [4H / 8][chunkRows][8] */
  errorPanels: usize;
  /** [K / 6][chunkRows][6] */
  strips: usize;
  /** [4H / 8][K][8] */
  gradient: usize;
  /** [H + 4], the bias at H */
  outputGradient: usize;
}

/** Copies the weights out of the optimiser's blocks, by row panels and transposed, with zeros for added columns. */
export function packWeights(net: Network, at: Window): void {
  const hidden = <usize>net.hidden;
  const columns = <usize>net.columns;
  const rows = hidden << 2;
  let block = net.blocks;
  for (let row: usize = 0; row < rows; row += 8) {
    let panel = at.weights + row * (<usize>at.width << 2);
    for (let k: usize = 0; k < columns; ++k) {
      const low = v128.load(block);
      const high = v128.load(block, 16);
      v128.store(panel, low);
      v128.store(panel, high, 16);
      if (k < hidden) {
        // element [k / 8][row][k % 8]
        let to = at.transposed + (((k & ~7) * rows + (row << 3) + (k & 7)) << 2);
        for (let r: usize = 0; r < 32; r += 4) {
          store<f32>(to, load<f32>(block + r));
          to += 32;
        }
      }
      block += COLUMN;
      panel += 32;
    }
    memory.fill(panel, 0, <usize>at.width - columns << 5);
  }
}

/** Gates, cell and hidden state of one row; `z` becomes the gate activations. */
// @ts-ignore: decorator
@inline
function activate(hidden: usize, z: usize, cell: usize, cellNext: usize, hNext: usize): void {
  const gate = hidden << 2;
  for (let j: usize = 0; j < gate; j += 16) {
    const i = sigmoid(v128.load(z + j));
    const f = sigmoid(v128.load(z + j + gate));
    const g = tanh(v128.load(z + j + 2 * gate));
    const o = sigmoid(v128.load(z + j + 3 * gate));
    const c = madd(f, v128.load(cell + j), f32x4.mul(i, g));
    v128.store(z + j, i);
    v128.store(z + j + gate, f);
    v128.store(z + j + 2 * gate, g);
    v128.store(z + j + 3 * gate, o);
    v128.store(cellNext + j, c);
    v128.store(hNext + j, f32x4.mul(o, tanh(c)));
  }
}

/** The output of every row from u and cells of step 0; fills u, cells, gates and outputs. */
export function forward(net: Network, at: Window): void {
  const hidden = <usize>net.hidden;
  const lanes = <usize>at.lanes;
  const width = <usize>at.width;
  const uBytes = width << 2;
  const cellBytes = hidden << 2;
  const gateBytes = hidden << 4;
  let u = at.u;
  let z = at.gates;
  let cell = at.cells;
  let mask = at.mask;
  let output = at.outputs;
  for (let t = 0; t < at.steps; ++t) {
    let panel = at.weights;
    for (let row: usize = 0; row < gateBytes; row += 32) {
      multiplyPanel(panel, width, u, uBytes, z + row, gateBytes, lanes);
      panel += width << 5;
    }
    for (let lane: usize = 0; lane < lanes; ++lane) {
      const h = u + lanes * uBytes;
      activate(hidden, z, cell, cell + lanes * cellBytes, h);
      let sum = f32x4.splat(0);
      for (let j: usize = 0; j < cellBytes; j += 16) {
        let kept = v128.load(h + j);
        if (mask) kept = f32x4.mul(kept, v128.load(mask + j));
        sum = madd(kept, v128.load(net.output + j), sum);
      }
      store<f32>(output, sumLanes(sum) + load<f32>(net.output + cellBytes));
      if (mask) mask += cellBytes;
      u += uBytes;
      z += gateBytes;
      cell += cellBytes;
      output += 4;
    }
  }
}

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
