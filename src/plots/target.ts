import { type Markish, ruleY } from "@observablehq/plot";
import type { LegendEntry } from "./figure.ts";
import { INK } from "./theme.ts";

/** The error that was wanted, in the legend. */
export function targetLegend(target: number): LegendEntry {
  return { label: `target ${target}`, colour: INK, mark: "line", dash: "2,4" };
}

/** Dotted rules at errors to compare with. */
export function levelRule(...levels: readonly number[]): Markish {
  return ruleY(levels, { stroke: INK, strokeDasharray: "2,4", strokeWidth: 1.5 });
}
