/**
 * What rules ask of the series of a log.
 *
 * @module
 */
import { median } from "simple-statistics";
import type { History, LoggedSeries } from "./records.ts";
import { NO_ERROR } from "./readers/classify.ts";

/** Series of a role, those of held-out rows first. */
export function seriesOf({ series = [] }: History, role: LoggedSeries["role"]): readonly LoggedSeries[] {
  const order = ["validation", "test", "train"];
  return series.filter((s) => s.role === role).toSorted((a, b) =>
    order.indexOf(a.split) - order.indexOf(b.split)
  );
}

/** Metrics whose name matches, on any of the splits. */
export function metricsLike(
  history: History,
  pattern: RegExp,
  ...splits: readonly LoggedSeries["split"][]
): readonly LoggedSeries[] {
  return seriesOf(history, "metric").filter(({ name, split }) =>
    pattern.test(name.toLowerCase()) && (splits.length === 0 || splits.includes(split))
  );
}

/** Accuracy of any wording, as a share even where it was logged in per cent. */
export const ACCURACY = /(^|[/_. ])(acc|accuracy|top_?1)([/_. ]|$)|accuracy|_acc|acc_/;

/** The finite entries. */
export function finite(values: readonly (number | null)[]): number[] {
  return values.filter((v): v is number => v !== null && Number.isFinite(v));
}

/** Median of the last fifth (at least two entries). */
export function endLevel(values: readonly number[]): number {
  const known = finite(values);
  return known.length === 0 ? NaN : median(known.slice(-Math.max(2, Math.ceil(known.length / 5))));
}

/** Values as shares of one: percentages are divided by a hundred. */
export function asShares(values: readonly number[]): number[] {
  const known = finite(values);
  return Math.max(...known.slice(0, 10000)) > 1.5 ? known.map((v) => v / 100) : known;
}

/** Index of the best finite entry, the first of equals; -1 for none. */
export function indexOfBest({ values, better }: LoggedSeries): number {
  let best = -1;
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) return;
    if (best < 0 || (better === "higher" ? value > values[best] : value < values[best])) best = i;
  });
  return best;
}

/** What kind of training it is, as far as losses measure errors or do not. */
export function kindOf(history: History): "adversarial" | "reinforcement" | "supervised" {
  const names = [...seriesOf(history, "loss"), ...seriesOf(history, "loss term")].map(({ name }) => name);
  if (seriesOf(history, "reward").length > 0) return "reinforcement";
  if (
    names.some((name) => /policy|value_loss|actor|critic|entropy_loss/i.test(name) && !/cross/i.test(name))
  ) {
    return names.some((name) => /gen|disc|gan/i.test(name)) ? "adversarial" : "reinforcement";
  }
  return names.some((name) => NO_ERROR.test(name) && /gen|dis|gan|adv|(^|[/_])[dg]([/_]|$)/i.test(name))
    ? "adversarial"
    : "supervised";
}

/** Number of classes among which guessing costs this loss; `undefined` where none of 2 to 1000 does. */
export function classesOf(loss: number, tolerance = 0.015): number | undefined {
  const classes = Math.round(Math.exp(loss));
  return classes >= 2 && classes <= 1000 && Math.abs(Math.log(classes) - loss) < tolerance
    ? classes
    : undefined;
}
