/**
 * What a network that draws masks or finds joints, and boxes with them, is chosen by. Ultralytics takes the sum of both for its `best.pt`
 * (`SegmentMetrics.fitness`, `PoseMetrics.fitness` in `ultralytics/utils/metrics.py`) and writes that nowhere.
 *
 * @module
 */
import type { LoggedSeries } from "../records.ts";

/** The measure that counts for nine tenths of the fitness, in newer versions for all of it. */
const BOXES = /mAP50-95\(B\)$/;

/**
 * The mean of both, which orders checkpoints as their sum does and stays a share; none where there are boxes alone.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const map = (name: string, value: number) =>
 *   ({ name, role: "metric", split: "validation", better: "higher", at: [1], values: [value] }) as const;
 * const [both] = ofBoxesAndMasks([map("metrics/mAP50-95(B)", 0.5), map("metrics/mAP50-95(M)", 0.25)]);
 * assertEquals([both.name, both.values], ["metrics/mAP50-95(B+M)", [0.375]]);
 * ```
 */
export function ofBoxesAndMasks(series: readonly LoggedSeries[]): readonly LoggedSeries[] {
  const boxes = series.find(({ name }) => BOXES.test(name));
  const others = ["M", "P"].flatMap((kind) =>
    series.filter(({ name, at }) =>
      name === boxes?.name.replace(BOXES, `mAP50-95(${kind})`) && at.length === boxes.at.length
    ).map((other) => ({ kind, other }))
  );
  return boxes === undefined ? [] : others.map(({ kind, other }) => ({
    ...boxes,
    name: boxes.name.replace(BOXES, `mAP50-95(B+${kind})`),
    values: boxes.values.map((value, i) => (value + other.values[i]) / 2),
  }));
}
