/**
 * What is marked in a chart: findings, milestones, stages, places where a line breaks off, the goal.
 *
 * @module
 */
import type { ChartMark, Level } from "../../page/chart_marks.ts";
import { formatNumber } from "../../text/mod.ts";
import type { DrawnLine, Shown } from "./shown.ts";

/** Findings under their number, milestones, and places where a line breaks off. */
export function marksOf(
  title: string,
  lines: readonly DrawnLine[],
  { focus, runs }: Shown,
  isFirst: boolean,
): ChartMark[] {
  const broken = lines.flatMap(({ line: { brokenAt } }) =>
    brokenAt === undefined ? [] : [{ at: brokenAt, label: "not a number", colour: "--vermillion" }]
  );
  if (focus === undefined || !runs.some(({ view }) => view === focus)) return broken;
  const isGradient = title === "Gradient norm";
  const hasGradient = focus.panels.some((panel) => panel.title === "Gradient norm");
  const findings = focus.findings.flatMap(({ rule, at, severity }, index) => {
    const belongs = hasGradient && /gradient|clipping/.test(rule) ? isGradient : isFirst;
    if (at === undefined || !belongs) return [];
    const colour = severity === "info" ? "--muted" : "--vermillion";
    return [{ at, label: String(index + 1), colour, joins: true }];
  });
  const stages = focus.stageStarts.length > 1
    ? focus.stageStarts.map((at) => ({ at, label: "", colour: "--faint" }))
    : [];
  const alerts = isFirst
    ? focus.alerts.map(({ epoch, flag }) => ({
      at: epoch,
      label: `milestone: ${flag}`,
      isLow: true,
      colour: flag === "red" ? "--vermillion" : flag === "green" ? "--green" : "--orange",
    }))
    : [];
  return [...stages, ...joined([...findings, ...broken.slice(0, 1)]), ...alerts].toSorted((a, b) =>
    a.at - b.at
  );
}

/** Marks at one place share their label. */
function joined(marks: readonly ChartMark[]): ChartMark[] {
  const places = Map.groupBy(marks, ({ at }) => at);
  return [...places.values()].map((here) => ({
    ...here[0],
    label: here.map(({ label }) => label).join(", "),
  }));
}

/** The goal, where the run in focus has one. */
export function levelsOf({ focus }: Shown): readonly Level[] {
  return focus?.targetLoss === undefined
    ? []
    : [{ value: focus.targetLoss, label: `goal, ${formatNumber(focus.targetLoss)}` }];
}
