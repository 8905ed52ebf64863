/**
 * Measures that are called accuracies and are none: which way they are better, by what training does to them.
 *
 * @module
 */
import { endLevel, finite } from "../logged.ts";
import type { LoggedSeries } from "../records.ts";
import { trendPValue } from "../series.ts";
import { wordsOf } from "./classify.ts";

/** Share of its first value that such a measure has fallen by on training rows. */
const FALLEN = 0.1;
/** p of that fall. */
const BY_CHANCE = 0.001;
/** Values of which it is asked. */
const FEWEST = 6;

/** What a mean of ranks or places is called: the first is the best. */
const RANK = /(^|_)(mean|avg|average|median|med)_(rank|pos|position)(_|$)/;

/** The name without the rows it was measured on. */
function measureOf({ name }: LoggedSeries): string {
  return wordsOf(name).filter((word) => !/^(train|training|val|valid|validation|eval|test)$/.test(word)).join(
    "_",
  );
}

/** Whether a measure of training rows falls with their loss, and lies above what a share can be. */
function fallsWithTheLoss({ values }: LoggedSeries, loss: LoggedSeries | undefined): boolean {
  const known = finite(values);
  if (known.length < FEWEST || loss === undefined || !known.some((value) => value > 1.001)) return false;
  return trendPValue(known, "down") < BY_CHANCE && endLevel(known) < (1 - FALLEN) * known[0] &&
    trendPValue(finite(loss.values), "down") < BY_CHANCE;
}

/**
 * The series, with less being better of measures that are means of ranks, or fall on training rows while these are learned: what is above 1
 * and falls then is no share of right answers.
 *
 * @param stated names of those whose direction the user gave
 */
export function withDirections(
  series: readonly LoggedSeries[],
  stated: readonly string[] = [],
): readonly LoggedSeries[] {
  const loss = series.find(({ role, split }) => role === "loss" && split === "train");
  const higher = series.filter(({ role, better, name }) =>
    role === "metric" && better === "higher" && !stated.includes(name)
  );
  const turned = new Set(
    higher.filter((metric) =>
      RANK.test(measureOf(metric)) && metric.values.some((value) => value > 1.001) ||
      metric.split === "train" && fallsWithTheLoss(metric, loss)
    ).map(measureOf),
  );
  if (turned.size === 0) return series;
  const isTurned = (one: LoggedSeries) => higher.includes(one) && turned.has(measureOf(one));
  // what is an accuracy comes before what is only called one
  return [
    ...series.filter((one) => !isTurned(one)),
    ...series.filter(isTurned).map((one) => ({ ...one, better: "lower" as const })),
  ];
}
