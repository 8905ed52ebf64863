/**
 * Measures that are called accuracies and are none: which way they are better, by what training does to them, or that they are better in none.
 *
 * @module
 */
import { endLevel, finite } from "../logged.ts";
import type { LoggedSeries } from "../records.ts";
import { trendPValue } from "../series.ts";
import { limitsOf } from "../thresholds.ts";
import { wordsOf } from "./classify.ts";

const LIMITS = limitsOf("direction");

/** What a mean of ranks or places is called: the first is the best. */
const RANK = /(^|_)(mean|avg|average|median|med)_(rank|pos|position)(_|$)/;

/** How often the opponent of a domain adaptation tells the domains apart: by that of two domains nothing of the task is known. */
const OF_DOMAINS = /^(domain|dom)_(((classifier|clf|cls|discriminator|disc)_)?(acc|accuracy))$/;
/** The loss that this opponent is trained by, and that of the task, which an adaptation has beside it. */
const DOMAIN_LOSS = /^((domain|dom)_((classifier|clf|cls|discriminator|disc)_)?loss|loss_(domain|dom))$/;
const TASK_LOSS =
  /^((task|label|class|classification|cls|clf|source|src)_loss|loss_(task|label|class|cls|source|src))$/;

/** Without what is an accuracy of an opponent: a reading, by which no checkpoint is chosen. */
function withOpponentsRead(
  series: readonly LoggedSeries[],
  stated: readonly string[],
): readonly LoggedSeries[] {
  const has = (pattern: RegExp) => series.some((one) => pattern.test(measureOf(one)));
  if (!has(DOMAIN_LOSS) || !has(TASK_LOSS)) return series;
  return series.map((one) =>
    one.role === "metric" && OF_DOMAINS.test(measureOf(one)) && !stated.includes(one.name)
      ? { ...one, role: "reading" as const, better: undefined }
      : one
  );
}

/** The name without the rows it was measured on. */
function measureOf({ name }: LoggedSeries): string {
  return wordsOf(name).filter((word) => !/^(train|training|val|valid|validation|eval|test)$/.test(word)).join(
    "_",
  );
}

/** Whether a measure of training rows falls with their loss, and lies above what a share can be. */
function fallsWithTheLoss({ values }: LoggedSeries, loss: LoggedSeries | undefined): boolean {
  const known = finite(values);
  if (known.length < LIMITS.fewest || loss === undefined || !known.some((value) => value > LIMITS.share)) {
    return false;
  }
  return trendPValue(known, "down") < LIMITS.byChance && endLevel(known) < (1 - LIMITS.fallen) * known[0] &&
    trendPValue(finite(loss.values), "down") < LIMITS.byChance;
}

/**
 * The series, with less being better of measures that are means of ranks, or fall on training rows while these are learned: what is above 1
 * and falls then is no share of right answers.
 *
 * @param stated names of those whose direction the user gave
 */
export function withDirections(
  logged: readonly LoggedSeries[],
  stated: readonly string[] = [],
): readonly LoggedSeries[] {
  const series = withOpponentsRead(logged, stated);
  const loss = series.find(({ role, split }) => role === "loss" && split === "train");
  const higher = series.filter(({ role, better, name }) =>
    role === "metric" && better === "higher" && !stated.includes(name)
  );
  const turned = new Set(
    higher.filter((metric) =>
      RANK.test(measureOf(metric)) && metric.values.some((value) => value > LIMITS.share) ||
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
