/**
 * An evaluation that was run after the training, and is logged as of the epoch after its last, or of other rows than all those before
 * it: it is none of the course.
 *
 * @module
 */
import type { History, LoggedSeries } from "../records.ts";
import { finite } from "../logged.ts";
import { entriesAt } from "../series.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("after-training");

/**
 * Where such an evaluation stands. Of a log by epochs that is told of Lightning alone, which evaluates after the training rows of an epoch
 * and counts one on when it is over (`Trainer.validate` after `Trainer.fit`); others may evaluate before an epoch, and once more at the
 * end. Of one by steps a single step after the last evaluation, where these are far apart, is enough.
 */
function placeAfter(
  evaluation: LoggedSeries,
  train: Pick<LoggedSeries, "at">,
  unit: History["unit"],
  format: string,
): number | undefined {
  const { at } = evaluation, end = train.at[train.at.length - 1], last = at[at.length - 1];
  const before = at.slice(0, -1);
  if (before.length < LIMITS.fewest || !(last > end)) return undefined;
  if (unit === "epoch") {
    const trained = new Set(train.at);
    const isAfter = /Lightning/.test(format) && last === end + 1 &&
      before.every((place) => trained.has(place));
    return isAfter ? last : undefined;
  }
  const [usual] = before.slice(1).map((place, i) => place - before[i]).toSorted((a, b) => a - b);
  return last - before[before.length - 1] <= 1 && usual >= LIMITS.apart ? last : undefined;
}

/** The series without what was evaluated after the training, and what is said of it; what has nothing else keeps it. */
export function withoutAfterTraining(
  series: readonly LoggedSeries[],
  train: Pick<LoggedSeries, "at"> | undefined,
  unit: History["unit"],
  format: string,
): { readonly series: readonly LoggedSeries[]; readonly notes: readonly string[] } {
  if (train === undefined || train.at.length === 0) return { series, notes: [] };
  const held = series.filter(({ split, role }) => split !== "train" && role !== "time");
  const found = held.map((one) => [one, placeAfter(one, train, unit, format)] as const)
    .find(([, place]) => place !== undefined);
  if (found === undefined) return { series, notes: [] };
  const [one, place] = found, value = one.values[one.values.length - 1];
  return {
    series: series.map((other) =>
      held.includes(other) && other.at.length > 1 ? entriesAt(other, (at) => at !== place) : other
    ),
    notes: [
      `an evaluation after the training (${one.name} ${
        Number(value.toPrecision(4))
      } at ${unit} ${place}) is left out: nothing was trained since the one before it`,
    ],
  };
}

/**
 * The series without the final tests: of rows that were evaluated once or twice, where others were all along, no checkpoint is the best by
 * them. Without such others they are kept: then they are all that is known of held-out rows.
 */
export function withoutFinalTest(
  series: readonly LoggedSeries[],
): { readonly series: readonly LoggedSeries[]; readonly notes: readonly string[] } {
  const isCourse = ({ split, role, values }: LoggedSeries) =>
    split === "validation" && role !== "time" && finite(values).length >= LIMITS.course;
  const tests = !series.some(isCourse) ? [] : series.filter(({ split, values }) => {
    const count = finite(values).length;
    return split === "test" && count > 0 && count <= LIMITS.test;
  });
  if (tests.length === 0) return { series, notes: [] };
  const [{ name, values }] = tests.filter(({ role }) => role === "loss").concat(tests),
    last = finite(values).at(-1)!;
  const others = tests.length === 1 ? "" : ` and ${tests.length - 1} more`;
  return {
    series: series.filter((one) => !tests.includes(one)),
    notes: [
      `a final test (${name} ${Number(last.toPrecision(4))}${others}) is left out: it chooses no checkpoint`,
    ],
  };
}
