/**
 * The ablations as a table and a figure.
 *
 * @module
 */
import { TARGET } from "../../evaluation/mod.ts";
import { type Strips, strips } from "../../plots/strips.ts";
import { EASIEST_FIRST, type NoiseName } from "../../signal/mod.ts";
import { formatNumber } from "../../text/mod.ts";
import { type ArmName, ARMS } from "./arms.ts";
import { type AblationResult, LATE_STARTS } from "./cell.ts";
import { type ArmSummary, summarise } from "./study.ts";

const NAMES = Object.keys(ARMS) as ArmName[];

/** The files beside the study's own. */
export function showAblations(results: readonly AblationResult[]) {
  const summary = summarise(results);
  return { "table.md": ablationsTable(summary), "ablations.svg": strips(stripsOf(summary)) + "\n" };
}

/** The ablations for the figure, one panel a noise preset. */
export function stripsOf(summary: readonly ArmSummary[]): Strips {
  const met = summary.filter(({ testMse }) => testMse.max < TARGET).length;
  return {
    title: "The curriculum with one thing changed at a time",
    subtitle: `In ${met} of ${summary.length} rows every seed is below the target as trained.`,
    measures: ["as trained", "begun late"],
    panels: noisesOf(summary).map((noise) => ({
      title: `${noise} noise`,
      rows: summary.filter((row) => row.noise === noise).map(({ arm, testMse, lateStartMse }) => ({
        label: arm,
        values: [testMse.all, lateStartMse.all],
      })),
    })),
    target: TARGET,
  };
}

/** Medians in Markdown, with the least and the largest of the seeds in brackets. */
export function ablationsTable(summary: readonly ArmSummary[]): string {
  const counts = [...new Set(summary.map(({ testMse }) => testMse.all.length))].toSorted();
  const range = ({ min, median, max }: ArmSummary["testMse"]) =>
    `${formatNumber(median, 2)} (${formatNumber(min, 2)} to ${formatNumber(max, 2)})`;
  const cells = (arm: ArmName, noise: NoiseName) => {
    const found = summary.find((row) => row.arm === arm && row.noise === noise);
    return found === undefined ? ["", ""] : [range(found.testMse), range(found.lateStartMse)];
  };
  const headings = noisesOf(summary).flatMap((noise) => [`\`${noise}\``, "begun late"]);
  return [
    "# The curriculum with one thing changed at a time",
    "",
    `64 units, a quarter of the curriculum's epochs, median of ${
      counts.join(" or ")
    } seeds (least to largest). MSE on frozen weights, one`,
    "sample at a time from the zero state, 1000 Hz, mean of three recordings that no choice has looked at. Every arm trains on",
    "about as many samples, each at the better of two rates (the curriculum's and thrice that), which was chosen on another seed and another recording.",
    `Begun late: the worst of recordings that begin ${LATE_STARTS.join(", ")} s late, from 1 s on.`,
    "",
    `| trained | ${headings.join(" | ")} |`,
    `| --- | ${headings.map(() => "--:").join(" | ")} |`,
    ...NAMES.map((arm) =>
      `| ${arm}: ${ARMS[arm].about} | ${
        noisesOf(summary).flatMap((noise) => cells(arm, noise)).join(" | ")
      } |`
    ),
    "",
  ].join("\n");
}

function noisesOf(summary: readonly ArmSummary[]): readonly NoiseName[] {
  return EASIEST_FIRST.filter((noise) => summary.some((row) => row.noise === noise));
}
