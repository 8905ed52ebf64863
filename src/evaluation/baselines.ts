import type { SignalRows } from "../signal/mod.ts";
import { mean, squaredErrors } from "./error.ts";
import { probeMemoryless } from "./probes/memoryless.ts";
import type { Evaluation } from "./record.ts";

/**
 * Test MSE of predictors that need no network: zero, the training mean of each selector's target, and the best
 * function of the present sample alone.
 */
export function baselines(train: SignalRows, test: SignalRows): Evaluation["baselines"] {
  return { ...constantBaselines(train, test), memoryless: probeMemoryless(train, test).mse };
}

/** Those of them that look at no sample. */
export function constantBaselines(
  train: SignalRows,
  test: SignalRows,
): Omit<Evaluation["baselines"], "memoryless"> {
  const means = Array.from(
    { length: train.selectors },
    (_, selector) => mean(train.targets.subarray(selector * train.samples, (selector + 1) * train.samples)),
  );
  const meanPredictions = test.targets.map((_, row) => means[Math.floor(row / test.samples)]);
  return {
    zero: mean(squaredErrors(new Float32Array(test.targets.length), test.targets)),
    mean: mean(squaredErrors(meanPredictions, test.targets)),
  };
}
