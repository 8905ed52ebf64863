import { finite, seriesOf } from "../../logged.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { unitOf } from "../../series.ts";
import { isBoosted } from "../../tools.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, doesNotApply, found } from "../outcome.ts";

/** Every tree lowers the training error, so its fall tells neither whether the trees are good nor whether more would be. */
export const unseenRowsUnknown: Rule = {
  name: "unseen-rows-unknown",
  watches: "gradient boosting without an evaluation set",
  predicate: "boosted trees, no held-out loss or metric, a training error that ends lower than it began",
  remedy:
    "Give rows apart from the training rows and stop by them (eval_set and early_stopping_rounds=50); then the number of trees and the rate.",
  source: "Friedman 2001, greedy function approximation: the number of trees is chosen on other rows",
  readsSeries: true,
  settles: "outcome",
  check,
};

function check({ history }: Observation): Outcome {
  if (!isBoosted(history)) return doesNotApply();
  const isHeldOut = history.heldOutLoss !== undefined ||
    seriesOf(history, "metric").some(({ split }) => split !== "train");
  const losses = finite(history.trainLoss), last = losses[losses.length - 1];
  if (isHeldOut || losses.length < 3 || !(last < losses[0])) return clear();
  const outcome = found(
    "info",
    `The training error falls with every ${unitOf(history)} by its nature (${formatNumber(losses[0])} -> ${
      formatNumber(last)
    }): whether unseen rows gain cannot be told from it`,
    { first: losses[0], last },
  );
  return /LightGBM/.test(history.format) ? { ...outcome, remedy: LIGHTGBM } : outcome;
}

/** LightGBM has no argument of its own for it since 4.0. */
const LIGHTGBM =
  "Give rows apart from the training rows and stop by them (eval_set and the callback early_stopping(50)); then the number of trees and the rate.";
