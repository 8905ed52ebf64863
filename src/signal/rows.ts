/**
 * The recording as the network's rows: [S, C1..CF, target], one block of rows for each selector.
 *
 * @module
 */
import type { Generator } from "../random/generator.ts";
import type { SignalConfiguration } from "./configuration.ts";
import { makeMixture } from "./mixture.ts";

/** F blocks of n rows, in frequency order; all blocks share one mixture. */
export interface SignalRows {
  /** F: how many sines can be selected. */
  readonly selectors: number;
  /** n: rows of each selector. */
  readonly samples: number;
  /** S and the one-hot selector, [F n, 1 + F]. */
  readonly inputs: Float32Array;
  /** The selected clean sine, [F n]. */
  readonly targets: Float32Array;
  /** Inputs and target side by side, as stored in a file, [F n, 2 + F]. */
  readonly rows: Float32Array;
}

/** The rows of a new recording; parameters and errors are those of {@linkcode makeMixture}. */
export function makeRows(options: Partial<SignalConfiguration> = {}, random?: Generator): SignalRows {
  const { mixture, targets } = makeMixture(options, random);
  const selectors = targets.length;
  const samples = mixture.length;
  const width = selectors + 2;
  const rows = new Float32Array(selectors * samples * width);
  for (let selector = 0, at = 0; selector < selectors; selector++) {
    for (let i = 0; i < samples; i++, at += width) {
      rows[at] = mixture[i];
      rows[at + 1 + selector] = 1;
      rows[at + 1 + selectors] = targets[selector][i];
    }
  }
  return splitRows(rows, selectors);
}

/**
 * Rows read from somewhere else, as a record.
 *
 * @param rows [F n, 2 + F]
 * @throws {TypeError} when a value is not finite, the selectors are not F one-hot blocks of equal length in order, or the
 *   blocks do not share one mixture S (rows out of order); the message counts rows from 1
 */
export function checkRows(rows: Float32Array, selectors: number): SignalRows {
  const width = selectors + 2;
  const count = rows.length / width;
  const samples = count / selectors;
  if (selectors < 1 || !Number.isInteger(samples) || samples === 0) {
    throw new TypeError(
      `rows [S, C1..C${selectors}, target] must come in ${selectors} equal blocks, given: ${count} rows`,
    );
  }
  for (let row = 0; row < count; row++) {
    const values = rows.subarray(row * width, (row + 1) * width);
    const broken = values.findIndex((value) => !Number.isFinite(value));
    if (broken >= 0) {
      throw new TypeError(
        `row ${row + 1}, column ${broken + 1} is ${values[broken]}; every value must be finite`,
      );
    }
    const block = Math.floor(row / samples);
    for (let selector = 0; selector < selectors; selector++) {
      if (values[1 + selector] === (selector === block ? 1 : 0)) continue;
      throw new TypeError(
        `row ${row + 1} must select frequency ${block + 1}, given: [${values.subarray(1, 1 + selectors)}]`,
      );
    }
    const first = row % samples;
    if (values[0] !== rows[first * width]) {
      throw new TypeError(
        `row ${row + 1} must have the mixture S of row ${first + 1}, ${rows[first * width]}, given: ${
          values[0]
        }`,
      );
    }
  }
  return splitRows(rows, selectors);
}

function splitRows(rows: Float32Array, selectors: number): SignalRows {
  const width = selectors + 2;
  const count = rows.length / width;
  const inputs = new Float32Array(count * (width - 1));
  const targets = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    inputs.set(rows.subarray(row * width, (row + 1) * width - 1), row * (width - 1));
    targets[row] = rows[(row + 1) * width - 1];
  }
  return { selectors, samples: count / selectors, inputs, targets, rows };
}
