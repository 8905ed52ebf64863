/**
 * Which loss of a split leads: the total, the term that stands for it, or the sum of the terms.
 *
 * @module
 */
import { leadingTotal } from "../logged.ts";
import type { LoggedSeries } from "../records.ts";
import { isNoError, isOfPredictingHead } from "./classify.ts";
import { totalOf, withoutRepeats } from "./total.ts";

/** What the name of a sum of terms begins with. */
const SUM = "sum of";

/** Loss terms that stand for the loss where no total is logged, best first. */
const STAND_IN = [
  /log_?loss|cross_?entropy|crossentropy|nll|deviance|loss/i,
  /mse|squared/i,
  /rmse|l2/i,
  /./,
];

/**
 * The loss of a split: the total, also one that is called otherwise; else the term that stands for it, or the sum of the terms where all are called losses
 * (those of adversaries and of policies are never summed).
 * The held-out one is measured as the training loss is, wherever both are there.
 */
export function leadingLoss(
  series: readonly LoggedSeries[],
  split: LoggedSeries["split"],
  like?: LoggedSeries,
): LoggedSeries | undefined {
  const own = series.filter((s) => s.split === split);
  const totals = own.filter(({ role }) => role === "loss");
  if (totals.length > 0) return leadingTotal(totals);
  const terms = own.filter(({ role, values }) => role === "loss term" && values.length > 1);
  if (terms.length === 0) return undefined;
  const kind = (name: string) => name.split("/").at(-1)!;
  const same = like && terms.find(({ name }) => kind(name) === kind(like.name));
  if (same) return same;
  // beside one training loss, losses of held-out rows are several sets and no terms
  const sets = like?.role === "loss" && !like.name.startsWith(SUM)
    ? terms.filter(({ name }) => /loss/i.test(name))
    : [];
  if (sets.length > 0) return sets[0];
  const sums = withoutRepeats(
    terms.filter(({ name, at }) =>
      (/loss/i.test(name) && !/log_?loss/i.test(name) || isOfPredictingHead(name)) &&
      at.length === terms[0].at.length
    ),
  );
  const total = totalOf(sums);
  if (total !== undefined) return total;
  const isPlayed = series.some(({ role }) => role === "reward");
  // of one loss in several ways that is left which leads
  if (sums.length === 1 && terms.length > 1 && /loss/i.test(sums[0].name)) return sums[0];
  if (sums.length > 1 && !isPlayed && !sums.some(({ name }) => isNoError(name))) {
    return {
      ...sums[0],
      role: "loss",
      name: `${SUM} ${sums.length} ${split} losses`,
      values: sums[0].values.map((_, i) => sums.reduce((sum, { values }) => sum + values[i], 0)),
    };
  }
  return STAND_IN.map((p) => terms.find(({ name }) => p.test(name))).find((term) => term !== undefined);
}
