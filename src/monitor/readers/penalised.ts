/**
 * Losses with a penalty in them. A loss that rises while the plain error of the same rows falls holds something else that grows: a weight
 * of a term that is raised, a regularisation. It says nothing of the answers, and the error does.
 *
 * @module
 */
import { endLevel, finite } from "../logged.ts";
import type { LoggedSeries } from "../records.ts";
import { lowest, trendPValue } from "../series.ts";
import { limitsOf } from "../thresholds.ts";
import { wordsOf } from "./classify.ts";

const LIMITS = limitsOf("penalised");

/** Errors of the answers and nothing else. */
const PLAIN = /^(r?mse|mae)$/;

/** Whether a loss has risen for good from its lowest, as the error of the same rows has not, which falls. */
function risesBeside(loss: LoggedSeries, error: LoggedSeries): boolean {
  const losses = finite(loss.values), errors = finite(error.values);
  if (losses.length < LIMITS.fewest || losses.length !== errors.length) return false;
  const low = losses.indexOf(lowest(losses)), after = losses.slice(low), least = lowest(errors);
  return endLevel(losses) > (1 + LIMITS.risen) * lowest(losses) && lowest(losses) > 0 &&
    trendPValue(after, "up") < LIMITS.byChance && trendPValue(errors, "down") < LIMITS.byChance &&
    endLevel(errors) - least < LIMITS.near * (errors[0] - least) && endLevel(errors) < errors[low];
}

/** The series with such a loss as a term, and the error as the loss of its rows, and what is said of it. */
export function withoutPenalty(
  series: readonly LoggedSeries[],
): { readonly series: readonly LoggedSeries[]; readonly notes: readonly string[] } {
  const pairs = series.filter(({ role }) => role === "loss").flatMap((loss) => {
    const errors = series.filter(({ role, split, name }) =>
      role === "loss term" && split === loss.split && wordsOf(name).some((word) => PLAIN.test(word))
    );
    return errors.length === 0 ? [] : [{ loss, error: errors[0] }];
  });
  const penalised = pairs.filter(({ loss, error }) => risesBeside(loss, error));
  if (penalised.length === 0) return { series, notes: [] };
  // training and held-out rows are compared by one measure
  const terms = new Set(pairs.map(({ loss }) => loss)), errors = new Set(pairs.map(({ error }) => error));
  return {
    series: series.map((one) =>
      terms.has(one) ? { ...one, role: "loss term" } : errors.has(one) ? { ...one, role: "loss" } : one
    ),
    notes: penalised.map(({ loss, error }) =>
      `${loss.name} rises while ${error.name} of the same rows falls: something else in it grows, judged by ${error.name}`
    ),
  };
}
