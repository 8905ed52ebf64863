// Windows of T steps on B lanes, forward. B is even and at least 4; the host pads with lanes of zeros. A row is one
// lane at one step; rows come step by step, lane by lane.
//
// Threads share a window by units: each has its range of panels of eight units, all four gates of them, and they meet
// at every step. What a thread computes does not depend on how many there are.

import { meet } from "./barrier";
import { multiplyPanel } from "./panel";
import { COLUMN, Network, Window } from "./records";
import { madd, sigmoid, sumLanes, tanh } from "./vector";

/** First unit of a part, a multiple of 8; `part` = `parts` gives the end of the last. */
export function firstUnit(net: Network, part: i32, parts: i32): usize {
  return <usize>((net.hidden >> 3) * part / parts) << 3;
}

/**
 * Copies what one part needs of the weights out of the optimiser's blocks: its rows as panels, with zeros for added
 * columns, and its columns of the recurrent matrix transposed.
 */
function packWeights(net: Network, at: Window, first: usize, last: usize): void {
  const hidden = <usize>net.hidden;
  const columns = <usize>net.columns;
  const width = <usize>at.width;
  const blockBytes = columns * COLUMN;
  for (let row: usize = 0; row < hidden << 2; row += 8) {
    const block = net.blocks + (row >> 3) * blockBytes;
    const unit = row % hidden;
    if (unit >= first && unit < last) {
      let panel = at.weights + row * (width << 2);
      for (let column = block; column < block + blockBytes; column += COLUMN) {
        v128.store(panel, v128.load(column));
        v128.store(panel, v128.load(column, 16), 16);
        panel += 32;
      }
      memory.fill(panel, 0, width - columns << 5);
    }
    for (let k = first; k < last; ++k) {
      // element [k / 8][row][k % 8]
      let to = at.transposed + (((k & ~7) * (hidden << 2) + (row << 3) + (k & 7)) << 2);
      const column = block + k * COLUMN;
      for (let r: usize = 0; r < 32; r += 4) {
        store<f32>(to, load<f32>(column + r));
        to += 32;
      }
    }
  }
}

/**
 * Gates, cells and hidden states of eight units of one row; `z` becomes the gate activations.
 *
 * @returns their share of the output
 */
// @ts-ignore: decorator
@inline
function activate(gateBytes: usize, z: usize, cell: usize, cellNext: usize, h: usize, mask: usize, w: usize): f32 {
  let sum = f32x4.splat(0);
  for (let j: usize = 0; j < 32; j += 16) {
    const i = sigmoid(v128.load(z + j));
    const f = sigmoid(v128.load(z + j + gateBytes));
    const g = tanh(v128.load(z + j + 2 * gateBytes));
    const o = sigmoid(v128.load(z + j + 3 * gateBytes));
    const c = madd(f, v128.load(cell + j), f32x4.mul(i, g));
    v128.store(z + j, i);
    v128.store(z + j + gateBytes, f);
    v128.store(z + j + 2 * gateBytes, g);
    v128.store(z + j + 3 * gateBytes, o);
    v128.store(cellNext + j, c);
    let out = f32x4.mul(o, tanh(c));
    v128.store(h + j, out);
    if (mask) out = f32x4.mul(out, v128.load(mask + j));
    sum = madd(out, v128.load(w + j), sum);
  }
  return sumLanes(sum);
}

/** One part of a window from u and cells of step 0; fills its share of u, cells, gates and outputShares. */
export function forward(net: Network, at: Window, part: i32, parts: i32): void {
  const lanes = <usize>at.lanes;
  const width = <usize>at.width;
  const uBytes = width << 2;
  const unitBytes = <usize>net.hidden << 2;
  const gateBytes = unitBytes << 2;
  const first = firstUnit(net, part, parts);
  const last = firstUnit(net, part + 1, parts);
  packWeights(net, at, first, last);
  let u = at.u;
  let z = at.gates;
  let cell = at.cells;
  let mask = at.mask;
  let share = at.outputShares;
  for (let t = 1; t <= at.steps; ++t) {
    for (let gate: usize = 0; gate < gateBytes; gate += unitBytes) {
      for (let j = gate + (first << 2); j < gate + (last << 2); j += 32) {
        multiplyPanel(at.weights + j * width, width, u, uBytes, z + j, gateBytes, lanes);
      }
    }
    for (let lane: usize = 0; lane < lanes; ++lane) {
      for (let j = first << 2; j < last << 2; j += 32) {
        const sum = activate(
          unitBytes,
          z + j,
          cell + j,
          cell + lanes * unitBytes + j,
          u + lanes * uBytes + j,
          mask ? mask + j : 0,
          net.output + j,
        );
        store<f32>(share + (j >> 3), sum);
      }
      if (mask) mask += unitBytes;
      u += uBytes;
      z += gateBytes;
      cell += unitBytes;
      share += unitBytes >> 3;
    }
    if (parts > 1) meet(at.barrier, t * parts);
  }
}

/** The output of every row from the shares that the parts have left. */
export function sumOutputs(net: Network, at: Window): void {
  const panels = <usize>net.hidden >> 3;
  const bias = load<f32>(net.output + (<usize>net.hidden << 2));
  let share = at.outputShares;
  const end = at.outputs + (<usize>(at.steps * at.lanes) << 2);
  for (let output = at.outputs; output < end; output += 4) {
    let sum = bias;
    for (let panel: usize = 0; panel < panels; ++panel) {
      sum += load<f32>(share);
      share += 4;
    }
    store<f32>(output, sum);
  }
}
