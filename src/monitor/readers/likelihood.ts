/**
 * Log likelihoods and bounds on them (ELBO): training raises them, and whoever minimises one logs its negative, mostly by the same name.
 *
 * @module
 */
import { finite } from "../logged.ts";
import type { LoggedSeries } from "../records.ts";
import { trendPValue } from "../series.ts";
import { limitsOf } from "../thresholds.ts";
import { wordsOf } from "./classify.ts";

const LIMITS = limitsOf("likelihood");

const LIKELIHOOD = /(^|_)(elbo|log_?likelihood|lower_bound)(_|$)/;
/** What says that it is the negative. */
const TURNED = /(^|_)(neg|negative|minus|nll|loss|cost|objective)(_|$)/;

/**
 * The series, with more being better of likelihoods that are logged as such: below 0, and raised by the training, or measured too seldom to
 * tell beside a loss that is above 0 throughout.
 */
export function withLikelihoods(series: readonly LoggedSeries[]): readonly LoggedSeries[] {
  const likelihoods = series.filter(({ role, name, values }) => {
    const words = wordsOf(name).join("_");
    return /^loss/.test(role) && LIKELIHOOD.test(words) && !TURNED.test(words) &&
      finite(values).every((value) => value < 0) && finite(values).length > 0;
  });
  const courses = likelihoods.map(({ values }) => finite(values)).filter((known) =>
    known.length >= LIMITS.fewest
  );
  const goes = (way: "up" | "down") => courses.some((known) => trendPValue(known, way) < LIMITS.byChance);
  const isBesideLoss = courses.length === 0 &&
    series.some(({ role, values, split }) =>
      role === "loss" && split === "train" && finite(values).length >= LIMITS.fewest &&
      finite(values).every((value) => value > 0)
    );
  if (!isBesideLoss && (!goes("up") || goes("down"))) return series;
  return series.map((one) =>
    likelihoods.includes(one) ? { ...one, role: "metric" as const, better: "higher" as const } : one
  );
}
