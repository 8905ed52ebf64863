import type { Engine } from "../../engine/contract.ts";
import type { SignalRows } from "../../signal/mod.ts";
import { mean, squaredErrors } from "../error.ts";

/** How one frequency is trained by itself. */
export interface OneFrequencyOptions {
  /** Which selector, counted from 0 in frequency order. */
  readonly selector: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly clipNorm: number;
}

/** What a network makes of one frequency when no other is asked for. */
export interface OneFrequencyProbe extends OneFrequencyOptions {
  /** Running loss of each epoch: mean of the loss before each update. */
  readonly runningLoss: readonly number[];
  /** Test MSE on frozen weights, one sample at a time, zero initial state. */
  readonly testMse: number;
}

/**
 * Trains online on one selector's rows alone, as the monitored run does on all four. If the error is that of the whole
 * task, then neither the number of frequencies nor forgetting between them is its cause.
 *
 * @param engine a network that has not been trained; it is afterwards
 * @throws {RangeError} when there is no such selector
 */
export function probeOneFrequency(
  engine: Engine,
  train: SignalRows,
  test: SignalRows,
  options: OneFrequencyOptions,
): OneFrequencyProbe {
  const { selector, epochs, learningRate, clipNorm } = options;
  const [own, unseen] = [train, test].map((rows) => selectorBlock(rows, selector));
  const runningLoss = Array.from({ length: epochs }, () => {
    engine.resetCarriedState();
    return mean(engine.trainOnline(own.inputs, own.targets, { learningRate, clipNorm }).losses);
  });
  return {
    ...options,
    runningLoss,
    testMse: mean(squaredErrors(engine.predict(unseen.inputs), unseen.targets)),
  };
}

function selectorBlock(rows: SignalRows, selector: number): Pick<SignalRows, "inputs" | "targets"> {
  const { selectors, samples, inputs, targets } = rows;
  if (!Number.isInteger(selector) || selector < 0 || selector >= selectors) {
    throw new RangeError(`selector must be 0 to ${selectors - 1}, given: ${selector}`);
  }
  const [from, to] = [selector * samples, (selector + 1) * samples];
  return {
    inputs: inputs.subarray(from * (1 + selectors), to * (1 + selectors)),
    targets: targets.subarray(from, to),
  };
}
