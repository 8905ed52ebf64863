/**
 * The study of programs as a page: the sets of fresh seeds, then a row a kind with what led, and the sums.
 *
 * @module
 */
import { formatProportion } from "../../evaluation/proportion.ts";
import { type FreshSet, seedsInView, sumPrograms } from "./fresh.ts";
import { type ProgramTrial, scorePrograms } from "./score.ts";

/** Markdown; the intervals are Wilson's, 95%. The rows are of the newest set, judged by the monitor as it is. */
export function programTable(trials: readonly ProgramTrial[], sets: readonly FreshSet[]): string {
  const newest = sets.at(-1)?.seeds ?? seedsInView(sets);
  const reported = trials.filter(({ seed }) => newest.includes(seed));
  return [
    "# What a history alone shows of classifiers and language models",
    "",
    "Programs: `python/programs`. Each cell: how many runs of how many, and the 95% Wilson interval in per cent.",
    "A fair reading is one of the rules in `src/studies/programs/kinds.ts`; where nothing in the curve tells, there is none and every run counts as missed. " +
    "Two readings of fair: by the first, an alarm has to lead; by the second, what the headline states counts where there is no alarm " +
    '("too short to tell" of two epochs is right).',
    "",
    "The kinds of fault were known when the rules were made; the seeds of a set were not: it is judged once before anything is " +
    "changed with it in view. Afterwards its seeds have been looked at. Beside that figure, what the monitor of today says of the same runs " +
    "(of 10-12, Keras on all three seeds and the others on 11, it is a fresh figure too: its rules were made on seeds 0-9, recorded programs and shapes of histories):",
    "",
    "| fresh seeds | rules made on seeds | fair alarm first | fair reading first | false alarms | today: fair alarm first | fair reading first | false alarms |",
    "|---|---|---|---|---|---|---|---|",
    ...sets.map((set) => setRow(set, trials)),
    "",
    `Fault by fault, seeds ${range(newest)}, the monitor of today:`,
    "",
    "| program | fault | fair alarm first | fair reading first | among three | any alarm | what led |",
    "|---|---|---|---|---|---|---|",
    ...rows(reported.filter(({ fault }) => fault), faultRow),
    "",
    "| program | healthy | false alarms | what led |",
    "|---|---|---|---|",
    ...rows(reported.filter(({ fault }) => !fault), healthyRow),
    "",
  ].join("\n");
}

function setRow({ seeds, madeOn, sums }: FreshSet, trials: readonly ProgramTrial[]): string {
  const figures = [sums, sumPrograms(trials, seeds)].flatMap(({ fairAlarm, fairReading, falseAlarms }) =>
    [fairAlarm, fairReading, falseAlarms].map(formatProportion)
  );
  return `| ${range(seeds)} | ${range(madeOn)} | ${figures.join(" | ")} |`;
}

/** Numbers that follow each other as "3-7". */
function range(seeds: readonly number[]): string {
  const [first, last] = [seeds[0], seeds[seeds.length - 1]];
  return seeds.length > 1 && last - first === seeds.length - 1 ? `${first}-${last}` : seeds.join(", ");
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
  const { alarmFirst, first, amongThree, alarmed, leading } = scorePrograms(family, kind, trials);
  const cells = [alarmFirst, first, amongThree, alarmed].map(formatProportion);
  return `| ${family} | ${kind} | ${cells.join(" | ")} | ${counts(leading)} |`;
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
