import { endLevel, finite, indexOfBest, leadingLoss, leadingMetric } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, doesNotApply, found, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("worse-at-each");

/** A held-out loss that is dearer at each of the last of a few evaluations proves nothing yet, and is no reason to train longer. */
export const worseAtEach: Rule = {
  name: "worse-at-each",
  watches: "held-out loss of a few evaluations beside the training loss",
  predicate:
    `of ${LIMITS.fewest} to ${LIMITS.most} the last three are each above the one before, the last is the highest, by ${LIMITS.rise} above the lowest, while the training loss falls and no held-out metric has gained since`,
  remedy:
    "Do not train longer as it is: use the checkpoint where it is lowest, evaluate several times an epoch, and try a tenth of the rate; then more data, weight decay or dropout.",
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
  const last = values.slice(-3), best = loss.values[indexOfBest(loss)];
  const isWorse = values.length <= LIMITS.most &&
    last.every((value, i) => i === 0 || value > last[i - 1]) &&
    values.every((value) => value <= last[2]) && last[2] - best > LIMITS.rise * Math.abs(best);
  const gains = metric !== undefined && metric.at[indexOfBest(metric)] > loss.at[indexOfBest(loss)];
  if (!isWorse || gains || !(endLevel(train) < train[0])) return clear();
  return found(
    "warning",
    `${loss.name} has got worse at each of the last evaluations (${
      values.map((value) => formatNumber(value)).join(" -> ")
    }) while the training loss falls: so begins overfitting`,
    { but: `${loss.name} RISES`, bestEpoch: loss.at[indexOfBest(loss)] },
    [speaksFor("regularisation", 1)],
  );
}
