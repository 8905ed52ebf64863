/**
 * One metric for each class or region, of which no mean was logged: `val_dice_liver`, `val_dice_spleen`, ...
 *
 * @module
 */
import { isExit } from "../final_exit.ts";
import type { LoggedSeries } from "../records.ts";
import { meaningOf, OF_ALL, wordsOf } from "./classify.ts";

/** With fewer there is no family. */
const FEWEST = 3;

/** What tells thresholds and ranks apart, as in `hits@10` or `acc_top5`: they are no classes. */
const RANK = /^(top)?[\d.]+$/;

/**
 * The mean of each such family on held-out rows: what is watched of a network is how it does on all of them.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const dice = (name: string, value: number) =>
 *   ({ name, role: "metric", split: "validation", better: "higher", at: [1], values: [value] }) as const;
 * const [mean] = meansOfFamilies([dice("val_dice_a", 0.5), dice("val_dice_b", 0.75), dice("val_dice_c", 1)]);
 * assertEquals([mean.name, mean.values], ["mean of 3 val_dice", [0.75]]);
 * ```
 */
export function meansOfFamilies(series: readonly LoggedSeries[]): readonly LoggedSeries[] {
  const metrics = series.filter(({ role, split }) => role === "metric" && split !== "train");
  if (metrics.length < FEWEST) return [];
  // what has a loss of its own is a set of rows, and those are judged one by one
  const sets = new Set(series.filter(({ role }) => /loss/.test(role)).flatMap(({ name }) => wordsOf(name)));
  const names = new Set(metrics.map(({ name }) => wordsOf(name).join("_")));
  const families = new Map<string, { readonly name: string; readonly members: LoggedSeries[] }>();
  for (const metric of metrics) {
    const words = wordsOf(metric.name);
    words.forEach((word, at) => {
      const shared = words.toSpliced(at, 1).join("_");
      const meaning = meaningOf(shared), own = meaningOf(word);
      const isClass = own === undefined && !RANK.test(word) && !isExit(word) && !sets.has(word) &&
        meaning?.role === "metric" &&
        meaning.split === metric.split && meaning.better === metric.better;
      if (!isClass || names.has(shared)) return;
      const key = `${at} ${shared} ${metric.at.length} ${metric.at.at(-1)}`;
      families.getOrInsertComputed(key, () => ({ name: shared, members: [] })).members.push(metric);
    });
  }
  return [...families.values()].filter(({ members }) =>
    members.length >= FEWEST && !members.some(({ name }) => wordsOf(name).some((word) => OF_ALL.test(word)))
  ).map(({ name, members }) => ({
    ...members[0],
    name: `mean of ${members.length} ${name}`,
    parts: members.map(({ name }) => name),
    values: members[0].values.map((_, i) =>
      members.reduce((sum, { values }) => sum + values[i], 0) / members.length
    ),
  }));
}
