import type { Observation, Outcome, Rule } from "../../records.ts";
import { finitePoints, isLog } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("running-loss-is-not-model-error");

export const runningLossIsNotModelError: Rule = {
  name: "running-loss-is-not-model-error",
  watches: "running loss against the frozen network",
  predicate: `frozen is over ${LIMITS.times} times as bad, or was never measured`,
  remedy: "Evaluate the frozen weights: deno task evaluate RUN.",
  source: "Keras FAQ, why training loss differs from testing loss",
  check,
};

/**
 * The running loss is measured while the weights change; a network that is updated after every sample follows the
 * target and looks better than it is. Fires when the frozen network is worse on the same rows, and, where no frozen
 * error was measured at all, says that there is none.
 */
function check({ history, evidence }: Observation): Outcome {
  const losses = finitePoints(history).values;
  if (losses.length === 0) return notTested("It takes one epoch with a finite running loss.");
  const running = losses[losses.length - 1];
  const { frozen } = evidence;
  if (frozen !== undefined) {
    const error = frozen.trainMse ?? frozen.testMse;
    const facts = {
      runningLoss: running,
      frozenMse: error,
      rows: frozen.trainMse === undefined ? "test" : "training",
    };
    const matters = error - running > LIMITS.material * (evidence.targetVariance ?? error);
    if (!(error > LIMITS.times * running && matters)) return clear(facts);
    return found(
      "warning",
      `Running loss is not model error: ${formatNumber(running)} while training, ${
        formatNumber(error)
      } with the weights frozen`,
      facts,
      [speaksFor("measurement", 1)],
    );
  }
  if (isLog(history)) return notTested("Log the loss on held-out rows.");
  if (history.heldOutLoss !== undefined && finitePoints(history, history.heldOutLoss).values.length > 0) {
    return clear();
  }
  const readings = history.withinEpoch?.map(({ low, high }) => (low + high) / 2) ??
    history.trainLossByGroup?.findLast((r) => r !== null) ?? [];
  const spread = readings.length > 1 ? Math.max(...readings) / Math.min(...readings) : 1;
  const facts = { runningLoss: running, frozenEvaluations: 0, spreadWithinEpoch: spread };
  const suspicious = spread > LIMITS.spread;
  return found(
    suspicious ? "warning" : "info",
    `Running loss is not model error: ${
      formatNumber(running)
    } was measured on weights that changed underneath, and no error on ` +
      "frozen weights is recorded" +
      (suspicious
        ? `; within an epoch it spreads ${
          formatNumber(spread)
        }-fold, as it does when the weights chase the rows at hand`
        : ""),
    facts,
    suspicious ? [speaksFor("measurement", 2)] : [],
  );
}
