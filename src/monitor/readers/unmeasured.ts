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
