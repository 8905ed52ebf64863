/**
 * Evaluations that never ran. Ultralytics and YOLOv5 write a row every epoch and begin with zeros for what is measured on held-out
 * rows: without validation (`val=False`, `--noval`) all of it stays 0 up to the last epoch. Source: `train` in
 * `ultralytics/engine/trainer.py`, `yolov5/train.py`.
 *
 * @module
 */
import { endLevel, finite } from "../logged.ts";
import type { History, LoggedSeries } from "../records.ts";
import { entriesAt } from "../series.ts";
import { wordsOf } from "./classify.ts";

/** The series without what was not measured, and what is said of it. */
export interface Measured {
  readonly series: readonly LoggedSeries[];
  readonly notes: readonly string[];
}

/** Places that are named one by one. */
const NAMED = 5;

/**
 * The series without the places at which every held-out loss and metric is 0: nothing is found by a network that makes no error.
 * Where that is so at all places they are left as they are; losses that are 0 alone at all places were never computed.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const held = (role: "loss" | "metric", better: "lower" | "higher", values: readonly number[]) =>
 *   ({ name: role, role, better, split: "validation", at: [1, 2], values }) as const;
 * const { series } = onlyMeasured([held("loss", "lower", [0, 0.5]), held("metric", "higher", [0, 0.7])], "epoch");
 * assertEquals(series.map(({ values }) => values), [[0.5], [0.7]]);
 * ```
 */
export function onlyMeasured(series: readonly LoggedSeries[], unit: History["unit"]): Measured {
  const held = series.filter(({ split, role }) => split !== "train" && /loss|metric/.test(role));
  const losses = held.filter(({ role }) => role !== "metric");
  const isNever = losses.some(({ values }) => values.length > 1) &&
    losses.every(({ values }) => values.every((value) => value === 0));
  const isFound = held.every(({ better, values }) =>
    better !== "higher" || values.some((value) => value !== 0)
  );
  if (isNever && isFound && series.some(({ split, role }) => split === "train" && /loss/.test(role))) {
    return {
      series: series.filter((one) => !losses.includes(one)),
      notes: [`${losses[0].name} is 0 throughout: taken as not measured`],
    };
  }
  const hasZero = (is: (one: LoggedSeries) => boolean) =>
    held.some((one) => is(one) && one.values.includes(0));
  if (!hasZero(({ role }) => role !== "metric") || !hasZero(({ better }) => better === "higher")) {
    return { series, notes: [] };
  }
  const measured = new Set(held.flatMap(({ at, values }) => at.filter((_, i) => values[i] !== 0)));
  const all = new Set(held.flatMap(({ at }) => at)).size;
  if (measured.size === 0 || measured.size === all) return { series, notes: [] };
  const places = [...measured].toSorted((a, b) => a - b);
  return {
    series: series.map((one) => held.includes(one) ? entriesAt(one, (place) => measured.has(place)) : one),
    notes: [
      `validation ran at ${
        places.length > NAMED ? `${places.length} of ${all} ${unit}s` : `${unit} ${places.join(", ")} alone`
      }: the zeros of the others are no values`,
    ],
  };
}

/**
 * Held-out measures without the -1 that stands where none was taken: all else in them is positive, and -1 comes more than once.
 */
export function withoutMinusOnes(series: readonly LoggedSeries[]): Measured {
  const isMarked = ({ split, role, values }: LoggedSeries) => {
    if (split === "train" || !/loss|metric/.test(role) || !values.includes(-1)) return false;
    const others = values.filter((value) => value !== -1);
    return values.length - others.length > 1 &&
      others.length > 1 && others.every((value) => !(value < 0));
  };
  const marked = series.filter(isMarked);
  if (marked.length === 0) return { series, notes: [] };
  const measured = (one: LoggedSeries) => ({
    ...one,
    at: one.at.filter((_, i) => one.values[i] !== -1),
    values: one.values.filter((value) => value !== -1),
  });
  return {
    series: series.map((one) => marked.includes(one) ? measured(one) : one),
    notes: [`${marked.map(({ name }) => name).join(", ")}: -1 where nothing was measured`],
  };
}

/** Losses that are 0 before any training: the divergence from where a policy started, which rewards stand beside. */
const FROM_ITS_START = /(^|_)(kl|divergence|penalty|reg)(_|$)/;

/**
 * The series without a first entry that stands for nothing: lists that begin with a 0 for the epoch before the first. No loss of errors is
 * exactly 0 before it was trained and never again.
 */
export function withoutPlaceholder(series: readonly LoggedSeries[]): Measured {
  const [first] = series.flatMap(({ at }) => at.slice(0, 1)).toSorted((a, b) => a - b);
  const isPlaceholder = ({ role, at, values }: LoggedSeries) =>
    role === "loss" && at[0] === first && values.length > PLACED && values[0] === 0 &&
    values.slice(1).every((value) => value > 0) && endLevel(values) < values[1];
  const empty = series.filter(isPlaceholder),
    isAll = series.every((one) =>
      !/^(loss|metric)/.test(one.role) || one.at[0] !== first || one.values[0] === 0
    );
  const isPlayed = series.some(({ role, name }) =>
    role === "reward" || FROM_ITS_START.test(wordsOf(name).join("_"))
  );
  if (empty.length === 0 || isPlayed) return { series, notes: [] };
  const isDropped = (one: LoggedSeries) =>
    empty.includes(one) || isAll && /^(loss|metric)/.test(one.role) && one.at[0] === first;
  return {
    series: series.map((one) => isDropped(one) ? entriesAt(one, (place) => place !== first) : one),
    notes: [
      `${
        isAll ? "all that is measured" : empty.map(({ name }) => name).join(", ")
      } is 0 in the first row alone: a placeholder, and no value`,
    ],
  };
}

/** Entries of a loss with which a first 0 tells itself from the others. */
const PLACED = 3;

/** What the Trainer of Hugging Face logs of every evaluation, whatever it measured. */
const TIMED = /^(eval|test)(_\w+)?_(runtime|samples_per_second)$/;

/**
 * Whether evaluations ran and nothing but their time was logged. Source: `Trainer.evaluation_loop`, which has a loss where the rows have
 * labels, and metrics where `compute_metrics` was given.
 */
export function measuredNothing({ series = [], leftOut = [] }: Pick<History, "series" | "leftOut">): boolean {
  return leftOut.some((name) => TIMED.test(name)) &&
    !series.some(({ split, role }) => split !== "train" && /loss|metric|reward/.test(role));
}

/** Rows with which a value that never changes is none, and how many times a loss falls beside it. */
const ROWS = 10, FALLEN = 10;

/** The series without training metrics that were never computed: one value in every row while the loss falls many times. */
export function onlyComputed(series: readonly LoggedSeries[]): Measured {
  const loss = series.find(({ role, split }) => role === "loss" && split === "train");
  const times = loss === undefined ? 0 : loss.values[0] / endLevel(finite(loss.values));
  const isDead = ({ role, split, values }: LoggedSeries) =>
    role === "metric" && split === "train" && values.length >= ROWS && values[0] < 1 &&
    values.every((value) => value === values[0]);
  // beside another metric it does no harm
  const metrics = series.filter(({ role }) => role === "metric");
  if (loss === undefined || !(times >= FALLEN) || !metrics.every(isDead)) return { series, notes: [] };
  return {
    series: series.filter((one) => !metrics.includes(one)),
    notes: metrics.map(({ name, values }) =>
      `${name} is ${values[0]} in every row while ${loss.name} falls ${
        Math.round(times)
      } times: nothing computes it, so mend that; it is not judged`
    ),
  };
}
