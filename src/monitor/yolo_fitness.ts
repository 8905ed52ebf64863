/**
 * What YOLOv5 and Ultralytics choose their best.pt by. It is written anew at each evaluation whose fitness equals the highest so far, so
 * that of equals the last stands. Source: `validate` and `save_model` in `ultralytics/engine/trainer.py`, `fitness` of
 * `DetMetrics` and `ClassifyMetrics` in `ultralytics/utils/metrics.py`; `train.py` and `classify/train.py` of YOLOv5.
 *
 * @module
 */
import { max } from "simple-statistics";
import { finite, indexOfBest, metricsLike } from "./logged.ts";
import { once } from "./once.ts";
import type { History, LoggedSeries } from "./records.ts";
import type { Points } from "./series.ts";
import { isYolo } from "./tools.ts";

/** The fitness of every evaluation: of boxes, and of masks or joints where those are sought, summed; of classes the mean of both accuracies. */
export const fitnessOf = once((history: History): Points => {
  const weighed = (pattern: RegExp, weight: number) =>
    metricsLike(history, pattern, "validation").map(({ at, values }) => ({ at, values, weight }));
  const detected = [
    ...weighed(/map50(\([a-z]\))?$|map_0\.5$/, 0.1),
    ...weighed(/map_?(50-95|0\.5:0\.95)/, 0.9),
  ];
  const parts = detected.length > 0 ? detected : weighed(/accuracy_top[15]$/, 0.5);
  const [longest] = parts.toSorted((a, b) => b.values.length - a.values.length);
  return {
    at: longest?.at ?? [],
    values: (longest?.values ?? []).map((_, i) =>
      parts.reduce((sum, { values, weight }) => sum + weight * (values[i] || 0), 0)
    ),
  };
});

/** Place of the evaluation at which best.pt was last written, as far as its own fitness tells; `undefined` for other tools. */
export function bestPtAt(history: History, metric: LoggedSeries): number | undefined {
  if (!isYolo(history) || metric.split === "train") return undefined;
  const { at, values } = fitnessOf(history), isOfClasses = /accuracy_top1$/.test(metric.name);
  if (finite(values).length === 0 || indexOfBest(metric) < 0) return undefined;
  // how the parts are weighed changed with the version: of boxes the metric that leads counts, and between its equals the rest
  const most = metric.values[indexOfBest(metric)];
  const isEqual = (place: number) => isOfClasses || metric.values[metric.at.indexOf(place)] === most;
  const rivals = at.flatMap((place, i) => isEqual(place) ? [{ place, fitness: values[i] }] : []);
  const highest = max([-Infinity, ...rivals.map(({ fitness }) => fitness)]);
  return rivals.findLast(({ fitness }) => fitness === highest)?.place;
}
