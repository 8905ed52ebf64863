import {
  ACCURACY,
  asShares,
  finite,
  leadingLoss,
  leadingMetric,
  metricsLike,
  seriesOf,
} from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import type { LoggedSeries, Observation, Outcome, Rule } from "../../records.ts";
import { laterHalf, trendPValue } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, doesNotApply, found, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("one-share");

/** Answers that cross no limit while their probabilities get better: likely all are still that of the largest class. */
export const oneShare: Rule = {
  name: "one-share",
  watches: "accuracy of held-out rows that is one value, beside a loss of theirs that falls",
  predicate:
    `of ${LIMITS.fewest} evaluations or more it is the same to the last digit in ${LIMITS.mostly} of them and in all of the second half, in which the loss falls; training accuracies and other measures stay within ${LIMITS.moves} of where they began`,
  remedy:
    "Count the rows of each class. If the largest has that share, every row gets its name so far: judge by F1, balanced accuracy or AUC, and if it stays so weigh the loss by class or choose the threshold on held-out rows.",
  source: "He and Garcia 2009, learning from imbalanced data",
  readsSeries: true,
  refutesQuiet: true,
  check,
};

/** What tells answers apart that an accuracy does not. */
const OTHERS = /auc|auroc|f1|map|dice|iou|mcc|kappa|recall|precision/;

function check({ history }: Observation): Outcome {
  const metric = leadingMetric(history, "validation", "test"),
    loss = leadingLoss(history, "validation", "test");
  if (kindOf(history) !== "supervised" || metric === undefined || loss === undefined) return doesNotApply();
  const known = finite(metric.values), level = known[known.length - 1], [share = 0] = asShares([level]);
  if (!ACCURACY.test(metric.name.toLowerCase()) || known.length < LIMITS.fewest) return doesNotApply();
  // in whole per cent many accuracies are the same
  const isRounded = Number((asShares(known).at(-1) ?? 0).toFixed(2)) === asShares(known).at(-1);
  const alike = known.filter((value) => value === level).length;
  const isOne = share > 0 && share !== 1 && !isRounded && alike >= LIMITS.mostly * known.length &&
    laterHalf(known).every((value) => value === level);
  const falls = trendPValue(laterHalf(finite(loss.values)), "down") < LIMITS.byChance;
  const beside = [
    ...metricsLike(history, ACCURACY, "train"),
    ...seriesOf(history, "metric").filter(({ name, split }) =>
      split !== "train" && OTHERS.test(name.toLowerCase())
    ),
  ];
  if (!isOne || !falls || beside.some(moves)) return clear({ level });
  return found(
    "warning",
    `${metric.name} is ${formatNumber(level)} in ${
      alike === known.length ? "all" : `${alike} of`
    } ${known.length} evaluations, as if every row got the same answer, though ${loss.name} falls`,
    { metric: metric.name, accuracy: level, but: `${metric.name} STANDS AT ${formatNumber(level)}` },
    [speaksFor("data", 1)],
  );
}

function moves({ values }: LoggedSeries): boolean {
  const shares = asShares(finite(values));
  return shares.some((share) => Math.abs(share - shares[0]) > LIMITS.moves);
}
