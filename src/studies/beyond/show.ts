/**
 * What came of the networks beyond their training data, as a table and a figure.
 *
 * @module
 */
import { TARGET } from "../../evaluation/mod.ts";
import { beyondTraining } from "../../plots/beyond_training.ts";
import { EASIEST_FIRST, type NoiseName } from "../../signal/mod.ts";
import { formatNumber } from "../../text/mod.ts";
import { type BeyondResult, CONDITIONS } from "./cell.ts";
import { summarise } from "./study.ts";

/** The files beside the study's own. */
export function showBeyond(results: readonly BeyondResult[]) {
  return {
    "table.md": beyondTable(results),
    "beyond.svg": beyondTraining({ points: summarise(results), target: TARGET }) + "\n",
  };
}

/** The study as a table in Markdown: error and, behind it, how many times the limit. */
export function beyondTable(results: readonly BeyondResult[]): string {
  const rows = summarise(results);
  const cell = (condition: string, noise: NoiseName) => {
    const found = rows.find((row) => row.condition === condition && row.noise === noise);
    if (found === undefined) return "";
    const times = found.limitMse === null || noise === "literal"
      ? ""
      : ` (${(found.mse / found.limitMse).toFixed(1)})`;
    return `${formatNumber(found.mse, 2)}${times}`;
  };
  return [
    "# Beyond the training data",
    "",
    "The committed curriculum networks, 64 units: MSE on frozen weights, one sample at a time from the zero state, 1000 Hz,",
    "from 1 s on; in brackets, how many times the limit of any filter that must find the phases (where it faces the same",
    "task; a clock needs no samples, so `literal` has no such limit). Median of three recordings that no choice has looked at.",
    "",
    `| condition | ${EASIEST_FIRST.map((noise) => `\`${noise}\``).join(" | ")} |`,
    `| --- | ${EASIEST_FIRST.map(() => "--:").join(" | ")} |`,
    ...Object.keys(CONDITIONS).map((condition) =>
      `| ${condition} | ${EASIEST_FIRST.map((noise) => cell(condition, noise)).join(" | ")} |`
    ),
    "",
  ].join("\n");
}
