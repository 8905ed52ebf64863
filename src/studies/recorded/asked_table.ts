/**
 * The programs that people ask about as a page: what the monitor says of each as asked, and of each as mended.
 *
 * @module
 */
import { sumRecorded } from "./table.ts";
import { inBrackets, isNamed, judgeFile, type RecordedTrial } from "./score.ts";

/** A set of programs in PyTorch, Keras or both, and what its figures are worth. */
export interface AskedSet {
  readonly name: string;
  readonly title: string;
  readonly families: readonly string[];
  /** How its programs and the rules came about. */
  readonly note: readonly string[];
}

/** In the order in which they were written; records in `reports/recorded/NAME_FAMILY.jsonl.gz`. */
export const ASKED_SETS: readonly AskedSet[] = [
  {
    name: "asked",
    title: "First set",
    families: ["torch", "keras"],
    note: ["The rules were written on these runs: no proof of them."],
  },
  {
    name: "more",
    title: "Second set",
    families: ["torch", "keras"],
    note: [
      "Written when the rules were fit for the first set; what was missed here was then mended, by rules and",
      "facts that are new since: no proof of them either. Those in Keras were recorded afterwards; no rule was changed on",
      "their records.",
    ],
  },
  {
    name: "fresh",
    title: "Third set",
    families: ["torch", "keras"],
    note: [
      "Written before the second set was run, and those in the table run after the rules had been mended on it. The weight decay",
      "with plain descent, and in Keras every step asked for the sign, were missed at first and led to mends, so that they are no",
      "proof; no rule was written on the others.",
    ],
  },
];

/** The runs of a set, judged. */
export function judgeAsked({ name, families }: AskedSet): readonly RecordedTrial[] {
  return families.flatMap((family) => judgeFile(family, `${name}_${family}`));
}

/** Markdown: of each set the sums, then a row a program. */
export function askedTable(
  sets: readonly (AskedSet & { readonly trials: readonly RecordedTrial[] })[],
): string {
  return [
    "# Programs of the kind that people ask about",
    "",
    "Written here after what question-and-answer sites are full of; each with its fault and as it is mended",
    "(`python/programs/asked.py`). What the right answer is was written down before the first of them was run",
    "(`src/studies/recorded/named.ts`). In brackets: 95% Wilson interval, per cent.",
    "",
    ...sets.flatMap(({ title, note, trials }) => [`## ${title}`, "", ...note, "", ...partOf(trials)]),
  ].join("\n");
}

function partOf(trials: readonly RecordedTrial[]): readonly string[] {
  const names = [...new Set(trials.map(({ family, kind }) => `${family} ${kind}`))];
  return [
    "| the monitor is given | fault named first | among the first three | false alarms on mended programs |",
    "|---|---|---|---|",
    ...sumRecorded(trials, []).map(({ seen, first, amongThree, falseAlarms }) =>
      `| ${seen} | ${inBrackets(first)} | ${inBrackets(amongThree)} | ${inBrackets(falseAlarms)} |`
    ),
    "",
    "| program | fault | first, with the record | among three | first, with experiments | what led, with the record | what led on the mended one |",
    "|---|---|---|---|---|---|---|",
    ...names.map((name) => row(name, trials.filter(({ family, kind }) => `${family} ${kind}` === name))),
    "",
  ];
}

function row(name: string, trials: readonly RecordedTrial[]): string {
  const asked = trials.filter(({ fault }) => fault !== null), mended = trials.filter((t) => t.fault === null);
  const count = (seen: "with the record" | "with experiments", places: number) =>
    `${asked.filter((trial) => isNamed(trial, seen, places)).length} of ${asked.length}`;
  return `| ${name.replaceAll("_", " ")} | ${asked[0]?.fault ?? ""} | ${count("with the record", 1)} | ${
    count("with the record", 3)
  } | ${count("with experiments", 1)} | ${leads(asked)} | ${leads(mended)} |`;
}

function leads(trials: readonly RecordedTrial[]): string {
  return [...new Set(trials.map(({ alarms }) => alarms["with the record"][0] ?? "no alarm"))].join(", ");
}
