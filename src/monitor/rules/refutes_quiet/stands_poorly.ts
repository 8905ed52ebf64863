import { median } from "simple-statistics";
import { ofCycles } from "../../cycles.ts";
import { asShares, finite, indexOfBest, leadingLoss, leadingMetric } from "../../logged.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { laterHalf, trendPValue, unitOf } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, doesNotApply, found, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("stands-poorly");

/** Held-out rows that have long gained nothing at a level that is worth nothing lack something else than the rest of a schedule. */
export const standsPoorly: Rule = {
  name: "stands-poorly",
  watches: "held-out loss and overlap (IoU, Dice) or F1",
  predicate:
    `of ${LIMITS.fewest} evaluations or more the loss was lowest in the first ${LIMITS.early} of them, the metric stands under ${LIMITS.poor}, and neither gets better in the second half by more than chance`,
  remedy:
    "More of the schedule is not what it lacks. Fit ten rows alone: if that fails, output layer, loss, labels or rate are wrong; if it succeeds, look at ten held-out rows beside labels and answers, and weigh what is rare.",
  source: "Karpathy 2019, a recipe for training neural networks",
  readsSeries: true,
  refutesQuiet: true,
  check: ofCycles(check),
};

function check({ history }: Observation): Outcome {
  const loss = leadingLoss(history, "validation", "test"),
    metric = leadingMetric(history, "validation", "test");
  if (metric === undefined || !/iou|dice|jaccard|f1|f_?score/i.test(metric.name)) return doesNotApply();
  const [losses, shares] = [finite(loss?.values ?? []), asShares(metric.values)];
  if (loss === undefined || Math.min(losses.length, shares.length) < LIMITS.fewest) {
    return doesNotApply();
  }
  const level = median(laterHalf(shares)), best = indexOfBest(loss);
  const gains = trendPValue(laterHalf(losses), "down") < LIMITS.byChance ||
    trendPValue(laterHalf(shares), "up") < LIMITS.byChance;
  if (!(best < LIMITS.early * losses.length && level < LIMITS.poor) || gains) return clear({ level });
  const since = `${unitOf(history)} ${loss.at[best]}`;
  return found(
    "warning",
    `${loss.name} was lowest at ${since} (${formatNumber(losses[best])}), and ${metric.name} stands near ${
      formatNumber(level)
    }`,
    { level, since: loss.at[best], but: `${metric.name} STANDS NEAR ${formatNumber(level, 2)}` },
    [speaksFor("data", 1), speaksFor("program", 1)],
  );
}
