import { endLevel, finite, indexOfBest, leadingLoss, leadingMetric } from "../logged.ts";
import { kindOf } from "../kind.ts";
import type { Observation, Outcome, Rule } from "../records.ts";
import { formatNumber } from "../../text/mod.ts";
import { clear, doesNotApply, found, speaksFor } from "./outcome.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("worse-at-each");

/** A held-out loss that is dearer at each of a few evaluations proves nothing yet, and is no reason to train longer. */
export const worseAtEach: Rule = {
  name: "worse-at-each",
  watches: "held-out loss of a few evaluations beside the training loss",
  predicate:
    `each of ${LIMITS.fewest} to ${LIMITS.most} is above the one before, the last ${LIMITS.rise} of the first above it, while the training loss falls and no held-out metric has gained`,
  remedy:
    "Do not train longer as it is: use the weights of the first evaluation, evaluate several times within the first epoch, and try a tenth of the rate; then more data, weight decay or dropout.",
  source: "Prechelt 1998, early stopping, but when?",
  readsSeries: true,
  refutesQuiet: true,
  check,
};

function check({ history }: Observation): Outcome {
  if (kindOf(history) !== "supervised" || history.stageStarts !== undefined) return doesNotApply();
  const loss = leadingLoss(history, "validation", "test"), values = finite(loss?.values ?? []);
  if (loss === undefined || values.length < LIMITS.fewest) {
    return doesNotApply();
  }
  const train = finite(history.trainLoss), metric = leadingMetric(history, "validation", "test");
  const isWorse = values.length <= LIMITS.most &&
    values.every((value, i) => i === 0 || value > values[i - 1]) &&
    values[values.length - 1] - values[0] > LIMITS.rise * Math.abs(values[0]);
  const gains = metric !== undefined && indexOfBest(metric) > 0;
  if (!isWorse || gains || !(endLevel(train) < train[0])) return clear();
  return found(
    "warning",
    `${loss.name} is worse at each evaluation (${
      values.map((value) => formatNumber(value)).join(" -> ")
    }) while the training loss falls: so begins overfitting`,
    { but: `${loss.name} ROSE AT EACH EVALUATION`, bestEpoch: loss.at[0] },
    [speaksFor("regularisation", 1)],
  );
}
