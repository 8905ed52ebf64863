/**
 * How near to the limit every filter comes, as a table and a figure.
 *
 * @module
 */
import { type Strips, strips } from "../../plots/strips.ts";
import { formatNumber } from "../../text/mod.ts";
import { formatSpread } from "../spread.ts";
import { FILTERS, type LimitResult } from "./cell.ts";
import { type FilterSummary, NOISES, summarise } from "./study.ts";

/** The files beside the study's own. */
export function showLimit(results: readonly LimitResult[]) {
  const summary = summarise(results);
  return { "table.md": limitTable(summary), "limit.svg": strips(limitStrips(summary)) + "\n" };
}

/** Most times the limit that was hoped for. */
export const WITHIN = 3;

/** Medians in Markdown, with the least and the largest of the seeds in brackets. */
export function limitTable(summary: readonly FilterSummary[]): string {
  const row = ({ filter, noise, mse, lateMse, timesLimit }: FilterSummary) => {
    const within = timesLimit.filter((times) => times <= WITHIN).length;
    return `| \`${noise}\` | ${filter}: ${FILTERS[filter]} | ${formatSpread(mse)} | ${
      formatSpread(lateMse)
    } | ${formatSpread(timesLimit)} | ${within} of ${timesLimit.length} |`;
  };
  return [
    "# How near to the limit",
    "",
    "MSE on recordings that begin 0.05, 0.13, 0.25 and 0.5 s late, from 1 s on and in the last three seconds; networks of 64 units",
    "on frozen weights, one sample at a time from the zero state, 1000 Hz; median of the seeds (least to largest). No choice has",
    "looked at these recordings.",
    "",
    `| noise | filter | MSE | last 3 s | times the limit | within ${WITHIN} times |`,
    "| --- | --- | --: | --: | --: | --: |",
    ...summary.map(row),
    "",
  ].join("\n");
}

/** The study for its figure, one panel a noise preset. */
export function limitStrips(summary: readonly FilterSummary[]): Strips {
  const within = summary.filter(({ filter }) => filter === "patient curriculum").map(
    ({ noise, timesLimit }) => {
      const [least, most] = [Math.min(...timesLimit), Math.max(...timesLimit)].map((times) =>
        formatNumber(times, 2)
      );
      return `${noise} ${least === most ? least : `${least} to ${most}`}`;
    },
  );
  return {
    title: "How near to the limit of any filter",
    subtitle: `Recordings begun late. Times the limit with the patient curriculum: ${within.join(", ")}.`,
    measures: ["from 1 s on", "the last three seconds"],
    panels: NOISES.map((noise) => ({
      title: `${noise} noise`,
      rows: summary.filter((row) => row.noise === noise).map(({ filter, mse, lateMse }) => ({
        label: filter,
        values: [mse, lateMse],
      })),
    })),
  };
}
