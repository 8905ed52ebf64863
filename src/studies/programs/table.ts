/**
 * The study of programs as a page: a row a kind with what led, and the sums.
 *
 * @module
 */
import { formatProportion } from "../../evaluation/proportion.ts";
import { type ProgramTrial, scorePrograms } from "./score.ts";

/** Markdown; the intervals are Wilson's, 95%. */
export function programTable(trials: readonly ProgramTrial[], tunedOn: readonly number[]): string {
  const reported = trials.filter(({ seed }) => !tunedOn.includes(seed));
  const seeds = [...new Set(reported.map(({ seed }) => seed))];
  return [
    "# What a history alone shows of classifiers and language models",
    "",
    `Seeds ${seeds.join(", ")}; ${
      tunedOn.length === 0 ? "no seed was kept for tuning" : `kept for tuning: ${tunedOn.join(", ")}`
    }. Programs: \`python/programs\`. Each cell: how many runs of how many, and the 95% Wilson interval in per cent.`,
    "A fair reading is one of the rules in `src/studies/programs/kinds.ts`; where nothing in the curve tells, there is none. " +
    'Where there is no alarm, what the output\'s headline states instead is the reading: "too short to tell" of two epochs is right.',
    "",
    "| program | fault | fair reading first | among three | any alarm | what led |",
    "|---|---|---|---|---|---|",
    ...rows(reported.filter(({ fault }) => fault), faultRow),
    "",
    "| program | healthy | false alarms | what led |",
    "|---|---|---|---|",
    ...rows(reported.filter(({ fault }) => !fault), healthyRow),
    "",
  ].join("\n");
}

/** A row for each kind of each family, and one for all. */
function rows(trials: readonly ProgramTrial[], row: typeof faultRow): readonly string[] {
  if (trials.length === 0) return [];
  const keys = [...new Set(trials.map(({ family, kind }) => `${family}\n${kind}`))];
  const of = (key: string) => trials.filter(({ family, kind }) => `${family}\n${kind}` === key);
  return [
    ...keys.map((key) => row(key.split("\n")[0], key.split("\n")[1], of(key))),
    row("**all**", "", trials),
  ];
}

function faultRow(family: string, kind: string, trials: readonly ProgramTrial[]): string {
  const { first, amongThree, alarmed, leading } = scorePrograms(family, kind, trials);
  return `| ${family} | ${kind} | ${formatProportion(first)} | ${formatProportion(amongThree)} | ${
    formatProportion(alarmed)
  } | ${counts(leading)} |`;
}

function healthyRow(family: string, kind: string, trials: readonly ProgramTrial[]): string {
  const { alarmed, leading } = scorePrograms(family, kind, trials);
  return `| ${family} | ${kind} | ${formatProportion(alarmed)} | ${counts(leading)} |`;
}

function counts(leading: Readonly<Record<string, number>>): string {
  return Object.entries(leading).toSorted(([, a], [, b]) => b - a).map(([rule, n]) => `${rule} ${n}`).join(
    ", ",
  );
}
