/**
 * The programs that people ask about as a page: what the monitor says of each as asked, and of each as mended.
 *
 * @module
 */
import { sumRecorded } from "./table.ts";
import { inBrackets, isNamed, type RecordedTrial } from "./score.ts";

/** Markdown: the sums, then a row a program. */
export function askedTable(trials: readonly RecordedTrial[], tunedOn: readonly number[]): string {
  const unseen = trials.filter(({ seed }) => !tunedOn.includes(seed));
  const judged = unseen.length > 0 ? unseen : trials;
  const seeds = [...new Set(judged.map(({ seed }) => seed))].toSorted((a, b) => a - b);
  const names = [...new Set(judged.map(({ family, kind }) => `${family} ${kind}`))];
  return [
    "# Programs of the kind that people ask about",
    "",
    "Written here after what question-and-answer sites are full of; each with its fault and as it is mended",
    "(`python/programs/asked.py`). What the right answer is was written down before the first of them was run",
    "(`src/studies/recorded/named.ts`).",
    unseen.length > 0
      ? `Seeds ${seeds.join(", ")}. The programs were known when the rules were written, on seed ${
        tunedOn.join(", ")
      }, which is left out.`
      : `Seed ${seeds.join(", ")}, on which rules were written: no proof of them.`,
    "In brackets: 95% Wilson interval, per cent.",
    "",
    "| the monitor is given | fault named first | among the first three | false alarms on mended programs |",
    "|---|---|---|---|",
    ...sumRecorded(judged, []).map(({ seen, first, amongThree, falseAlarms }) =>
      `| ${seen} | ${inBrackets(first)} | ${inBrackets(amongThree)} | ${inBrackets(falseAlarms)} |`
    ),
    "",
    "| program | fault | first, with the record | among three | first, with experiments | what led, with the record | what led on the mended one |",
    "|---|---|---|---|---|---|---|",
    ...names.map((name) => row(name, judged.filter(({ family, kind }) => `${family} ${kind}` === name))),
    "",
  ].join("\n");
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
