// Windows of T steps on B lanes, forward. B is even and at least 4; the host pads with lanes of zeros. A row is one
// lane at one step; rows come step by step, lane by lane.

import { multiplyPanel } from "./panel";
import { COLUMN, Network, Window } from "./records";
import { madd, sigmoid, sumLanes, tanh } from "./vector";

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
