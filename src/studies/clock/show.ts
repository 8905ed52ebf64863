/**
 * How well clocks keep time, as a table and a figure.
 *
 * @module
 */
import { type Strips, strips } from "../../plots/strips.ts";
import { formatSpread } from "../spread.ts";
import { type ClockResult, CLOCKS } from "./cell.ts";
import { type ClockSummary, summarise } from "./study.ts";

/** The files beside the study's own. */
export function showClock(results: readonly ClockResult[]) {
  const summary = summarise(results);
  return { "table.md": clockTable(summary), "clock.svg": strips(clockStrips(summary)) + "\n" };
}

/** The error of a clock that keeps time for a minute. */
export const KEEPS_TIME = 1e-4;

/** Medians in Markdown, with the least and the largest of the seeds in brackets. */
export function clockTable(summary: readonly ClockSummary[]): string {
  const row = ({ clock, firstTenSecondsMse, lastTenSecondsMse }: ClockSummary) => {
    const within = lastTenSecondsMse.filter((mse) => mse < KEEPS_TIME).length;
    return `| ${clock}: ${CLOCKS[clock]} | ${formatSpread(firstTenSecondsMse)} | ${
      formatSpread(lastTenSecondsMse)
    } | ${within} of ${lastTenSecondsMse.length} |`;
  };
  return [
    "# Clocks over a minute",
    "",
    "MSE on a minute of `literal` noise, in its first ten seconds and in its last; frozen weights, one sample at a time from the",
    "zero state, 1000 Hz; mean of three recordings that no choice has looked at; median of the seeds (least to largest).",
    "",
    `| clock | first 10 s | last 10 s | below ${KEEPS_TIME} in the last 10 s |`,
    "| --- | --: | --: | --: |",
    ...summary.map(row),
    "",
  ].join("\n");
}

/** The study for its figure. */
export function clockStrips(summary: readonly ClockSummary[]): Strips {
  const patient = summary.find(({ clock }) => clock === "patient curriculum");
  return {
    title: "Clocks over a minute",
    subtitle: "Literal noise, six times the training recording's length." +
      (patient === undefined
        ? ""
        : ` Patient curriculum, last ten seconds: ${formatSpread(patient.lastTenSecondsMse)}.`),
    measures: ["first ten seconds", "last ten of sixty"],
    panels: [{
      rows: summary.map(({ clock, firstTenSecondsMse, lastTenSecondsMse }) => ({
        label: clock,
        values: [firstTenSecondsMse, lastTenSecondsMse],
      })),
    }],
  };
}
