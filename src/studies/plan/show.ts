/**
 * What came of the report's orders, as a table and a figure.
 *
 * @module
 */
import { TARGET } from "../../evaluation/mod.ts";
import { type Strips, strips } from "../../plots/strips.ts";
import { formatError } from "../../text/mod.ts";
import type { Spread } from "../spread.ts";
import { type OrderName, ORDERS, type PlanResult } from "./cell.ts";
import { type OrderSummary, summarise } from "./study.ts";

/** The files beside the study's own. */
export function showPlan(results: readonly PlanResult[]) {
  return { "table.md": planTable(summarise(results)), "plan.svg": strips(planFigure(results)) + "\n" };
}

/** The study for its figure: every network that was trained as ordered. */
export function planFigure(results: readonly PlanResult[]): Strips {
  const reached = results.filter(({ testMse }) => testMse < TARGET).length;
  return {
    title: "What the report orders, followed",
    subtitle: `${reached} of ${results.length} networks reach the target.`,
    measures: ["running loss, last epoch", "test MSE, frozen weights"],
    panels: [{ rows: planStrips(results) }],
    target: TARGET,
  };
}

/** The study as a table in Markdown. */
export function planTable(summary: readonly OrderSummary[]): string {
  const range = ({ min, max }: Spread, format: (value: number) => string) =>
    min === max ? format(min) : `${format(min)} to ${format(max)}`;
  const row = ({ order, seeds, epochs, runningLoss, testMse }: OrderSummary) =>
    `| ${order} | ${seeds} | ${range(epochs, String)} | ${range(runningLoss, formatError)} | ${
      range(testMse, formatError)
    } |`;
  return [
    "# What the report orders, followed",
    "",
    "On the noise of the monitored run (`literal`); always answering zero gives 0.5. The early stopping is the report's; it is",
    "off where its tree says to continue.",
    "",
    "| order | seeds | epochs trained | running loss, last epoch | test MSE |",
    "| --- | --: | --: | --: | --: |",
    ...summary.map(row),
    "",
  ].join("\n");
}

/** Running loss and test MSE of every seed. */
function planStrips(results: readonly PlanResult[]) {
  return (Object.keys(ORDERS) as OrderName[]).flatMap((order) => {
    const mine = results.filter((result) => result.order === order);
    if (mine.length === 0) return [];
    const values = [mine.map(({ runningLoss }) => runningLoss), mine.map(({ testMse }) => testMse)] as const;
    return [{ label: order, values }];
  });
}
