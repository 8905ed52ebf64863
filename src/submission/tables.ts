/**
 * The tables of the report.
 *
 * @module
 */
import { formatNumber } from "../text/mod.ts";
import { ablationsTable, curriculumTable } from "../report/readme/tables.ts";
import { type MarkdownTable, markdownTable } from "../report/readme/table.ts";
import { type Spread, spreadText } from "../studies/spread.ts";
import type { Submission } from "./record.ts";

/** Each table as Markdown, by the name that `report.eta` calls it. */
export function reportTables({ findings, commands }: Pick<Submission, "findings" | "commands">) {
  const { online, presets, target, curriculum, ablations, beyond } = findings;
  const noises = presets.map(({ noise }) => noise);
  const conditions = [...new Set(beyond.map(({ condition }) => condition))];
  const made = {
    numbers: {
      headings: [
        "run",
        "noise",
        "units",
        "MSE train",
        "MSE test",
        "test - train",
        "95 % interval",
        `below ${target}`,
      ],
      rows: [...presets, online.baseline, online.retrain].map((run) => [
        `\`${run.run}\``,
        `\`${run.noise}\``,
        String(run.units),
        formatNumber(run.trainMse, 3),
        formatNumber(run.testMse, 3),
        formatNumber(run.gap.value, 3),
        `${formatNumber(run.gap.low, 3)} to ${formatNumber(run.gap.high, 3)}`,
        run.testMse < target ? "yes" : "no",
      ]),
    },
    byFrequency: {
      headings: ["noise", ...presets[0].frequenciesHz.map((hertz) => `${hertz} Hz`)],
      rows: presets.map(({ noise, testMseByFrequency }) => [
        `\`${noise}\``,
        ...testMseByFrequency.map((mse) => formatNumber(mse, 3)),
      ]),
    },
    curriculum: curriculumTable({ summary: curriculum }),
    ablations: ablationsTable(ablations, range),
    beyond: {
      headings: ["condition", ...noises.map((noise) => `\`${noise}\``)],
      rows: conditions.map((condition) => [
        condition,
        ...noises.map((noise) => {
          const row = beyond.find((row) => row.noise === noise && row.condition === condition);
          return row === undefined ? "not measured" : formatNumber(row.mse, 2);
        }),
      ]),
    },
    commands: {
      headings: ["command", "what it does"],
      rows: commands.map(({ command, does }) => [`\`${command}\``, does]),
    },
  } satisfies Record<string, MarkdownTable>;
  const texts = Object.entries(made).map(([name, table]) => [name, markdownTable(table)]);
  return Object.fromEntries(texts) as Record<keyof typeof made, string>;
}

/** On lines of their own: five columns of them fill a page. */
function range(spread: Spread): string {
  return spreadText(spread, (mse) => formatNumber(mse, 2)).replaceAll(/ (?=\(|to )/g, " <br>");
}
