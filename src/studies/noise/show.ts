/**
 * What every learner bears of the phase noise, as a table and a figure.
 *
 * @module
 */
import { TARGET } from "../../evaluation/mod.ts";
import { noiseSweep } from "../../plots/noise_sweep.ts";
import { formatNumber } from "../../text/mod.ts";
import { type Learner, LEARNERS, type NoiseResult } from "./cell.ts";
import { type NoiseSummary, summarise, WORKED_OUT } from "./study.ts";

const NAMES = Object.keys(LEARNERS) as Learner[];

/** The files beside the study's own. */
export function showNoise(results: readonly NoiseResult[]) {
  const summary = summarise(results);
  return {
    "table.md": noiseTable(summary),
    "noise.svg": noiseSweep({ points: summary, target: TARGET }) + "\n",
  };
}

/** The study as a table in Markdown. */
export function noiseTable(summary: readonly NoiseSummary[]): string {
  const widths = [...new Set(summary.map(({ phaseRange }) => phaseRange))].toSorted((a, b) => a - b);
  const cell = (learner: Learner, phaseRange: number) => {
    const found = summary.find((row) => row.learner === learner && row.phaseRange === phaseRange);
    if (found === undefined) return "";
    const late = WORKED_OUT.includes(learner) ? "" : ` (${formatNumber(found.lateStartMse, 2)})`;
    return formatNumber(found.mse, 2) + late;
  };
  return [
    "# From no phase noise to the full circle",
    "",
    "Networks of 64 units: MSE from 1 s on, frozen weights, one sample at a time from the zero state, 1000 Hz; in brackets on",
    "recordings begun 0.13 s late. Mean of three recordings, median of the seeds; the curricula cut to a fifth of their epochs.",
    "",
    `| P | ${NAMES.join(" | ")} |`,
    `| --: | ${NAMES.map(() => "--:").join(" | ")} |`,
    ...widths.map((width) =>
      `| ${formatNumber(width / Math.PI, 3)}π | ${NAMES.map((learner) => cell(learner, width)).join(" | ")} |`
    ),
    "",
  ].join("\n");
}
