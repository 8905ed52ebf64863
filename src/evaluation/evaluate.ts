/**
 * How good a trained network is, and how good nothing would have been.
 *
 * @module
 */
import type { Engine } from "../engine/contract.ts";
import type { SignalRows } from "../signal/mod.ts";
import { baselines } from "./baselines.ts";
import { blockBootstrapMean } from "./bootstrap.ts";
import { variance } from "./data_checks.ts";
import { predictRows, squaredErrors, summariseErrors } from "./error.ts";
import { type Evaluation, PROTOCOL } from "./record.ts";

/** Two recordings of the same sines at the same times, with noise of their own. */
export interface EvaluationData {
  readonly train: SignalRows;
  readonly test: SignalRows;
}

/**
 * Measures a network on frozen weights and sets the baselines beside it.
 *
 * The generalisation gap is the mean of the paired differences of squared error, test minus train, at the same
 * selector and time. Its interval keeps a tenth of the recording together (1 s of the exercise's 10 s: one period of
 * the slowest sine), since errors of neighbouring samples are alike.
 *
 * @throws {TypeError} when the two recordings do not match each other or the network
 */
export function evaluate(engine: Engine, { train, test }: EvaluationData): Evaluation {
  if (train.samples !== test.samples || train.selectors !== test.selectors) {
    throw new TypeError(
      `training and test data must match, given: ${train.selectors} x ${train.samples} and ${test.selectors} x ${test.samples} rows`,
    );
  }
  const trainErrors = squaredErrors(predictRows(engine, train), train.targets);
  const testErrors = squaredErrors(predictRows(engine, test), test.targets);
  const trained = summariseErrors(trainErrors, train.selectors);
  const tested = summariseErrors(testErrors, test.selectors);
  const interval = blockBootstrapMean(testErrors.map((error, row) => error - trainErrors[row]), {
    series: test.selectors,
    blockLength: Math.ceil(test.samples / 10),
    resamples: 2000,
    level: 0.95,
    seed: 0,
  });
  return {
    testMse: tested.mse,
    trainMse: trained.mse,
    testMseByFrequency: tested.byFrequency,
    trainMseByFrequency: trained.byFrequency,
    testR2: 1 - tested.mse / variance(test.targets),
    generalisationGap: { value: tested.mse - trained.mse, interval },
    baselines: baselines(train, test),
    protocol: PROTOCOL,
  };
}
