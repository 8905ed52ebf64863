/**
 * The study of recorded programs as a page: a row a fault, and the sums.
 *
 * @module
 */
import { z } from "zod";
import { validated } from "../../boundary/mod.ts";
import { type Proportion, wilson } from "../../evaluation/proportion.ts";
import { readJson } from "../../run/files.ts";
import { proportion } from "../fields.ts";
import { inBrackets, isNamed, type RecordedTrial, SEEN } from "./score.ts";

const sums = z.strictObject({
  seen: z.enum(SEEN),
  first: proportion,
  amongThree: proportion,
  falseAlarms: proportion,
});

/** The sums by what the monitor was given. */
export type RecordedSums = Readonly<z.output<typeof sums>>;

const FILE = "reports/recorded/sums.json";

/** The sums of the study in `reports/`. */
export function readRecordedSums(): readonly RecordedSums[] {
  return validated(z.array(sums).length(SEEN.length), readJson(FILE), FILE);
}

/**
 * The trials that are told of.
 *
 * @throws {RangeError} when none is left
 */
function unseenOf(trials: readonly RecordedTrial[], tunedOn: readonly number[]): readonly RecordedTrial[] {
  const unseen = trials.filter(({ seed }) => !tunedOn.includes(seed));
  if (unseen.length > 0) return unseen;
  throw new RangeError("every seed is one that rules were written on: none is left to report");
}

/** Sums over the trials whose seeds no rule was written on. */
export function sumRecorded(trials: readonly RecordedTrial[], tunedOn: readonly number[]): RecordedSums[] {
  const unseen = unseenOf(trials, tunedOn);
  const faulty = unseen.filter(({ fault }) => fault !== null),
    healthy = unseen.filter((t) => t.fault === null);
  return SEEN.map((seen) => ({
    seen,
    first: share(faulty, (trial) => isNamed(trial, seen, 1)),
    amongThree: share(faulty, (trial) => isNamed(trial, seen, 3)),
    falseAlarms: share(healthy, ({ alarms }) => alarms[seen].length > 0),
  }));
}

/** Markdown; the intervals are Wilson's, 95%. */
export function recordedTable(trials: readonly RecordedTrial[], tunedOn: readonly number[]): string {
  const unseen = unseenOf(trials, tunedOn);
  const seeds = [...new Set(unseen.map(({ seed }) => seed))].toSorted((a, b) => a - b);
  const cases = [
    ...new Set(unseen.map(({ family, kind, fault }) => JSON.stringify([family, kind, fault]))),
  ].map((key) => JSON.parse(key) as [string, string, string | null]);
  return [
    "# Small programs, recorded: is the fault named?",
    "",
    `Seeds ${seeds.join(", ")}; rules were written on ${
      tunedOn.join(", ")
    }, which are left out. Programs: \`python/programs/record.py\`.`,
    "A fault is named by the rules in `src/studies/recorded/named.ts` and by no other. In brackets: 95% Wilson interval, per cent.",
    "The kinds of fault were known when the rules were written; only the seeds are new. After false alarms on healthy programs had been seen here, rules were made to yield to a training that works.",
    "",
    "| the monitor is given | fault named first | among the first three | false alarms on healthy runs |",
    "|---|---|---|---|",
    ...sumRecorded(trials, tunedOn).map(({ seen, first, amongThree, falseAlarms }) =>
      `| ${seen} | ${inBrackets(first)} | ${inBrackets(amongThree)} | ${inBrackets(falseAlarms)} |`
    ),
    "",
    ...freshLines(trials),
    `| program | fault | ${SEEN.map((seen) => `first, ${seen}`).join(" | ")} | what led at the end |`,
    "|---|---|---|---|---|---|",
    ...cases.filter(([, , fault]) => fault !== null).map((key) => faultRow(key, unseen)),
    "",
    "| program, healthy | runs | false alarms at the end | what led |",
    "|---|---|---|---|",
    ...cases.filter(([, , fault]) => fault === null).map((key) => healthyRow(key, unseen)),
    "",
  ].join("\n");
}

/** Seeds up to here had been looked at when the rules were made to yield to a training that works. */
const LOOKED_AT = 20;

/** What the rules as they are say of healthy programs that they have never been changed for. */
function freshLines(trials: readonly RecordedTrial[]): readonly string[] {
  const fresh = trials.filter(({ fault, seed }) => fault === null && seed > LOOKED_AT);
  if (fresh.length === 0) return [];
  const alarmed = share(fresh, ({ alarms }) => alarms["with experiments"].length > 0);
  return [
    `Of the healthy runs those on seeds above ${LOOKED_AT} came after that: false alarms on ${
      inBrackets(alarmed)
    } of them, with experiments.`,
    "",
  ];
}

type Case = readonly [family: string, kind: string, fault: string | null];

function of([family, kind, fault]: Case, trials: readonly RecordedTrial[]) {
  return trials.filter((trial) => trial.family === family && trial.kind === kind && trial.fault === fault);
}

function faultRow(key: Case, trials: readonly RecordedTrial[]): string {
  const mine = of(key, trials);
  const counts = SEEN.map((seen) =>
    `${mine.filter((trial) => isNamed(trial, seen, 1)).length} of ${mine.length}`
  );
  return `| ${key[0]} ${key[1]} | ${key[2]} | ${counts.join(" | ")} | ${led(mine)} |`;
}

function healthyRow(key: Case, trials: readonly RecordedTrial[]): string {
  const mine = of(key, trials);
  const alarmed = mine.filter(({ alarms }) => alarms["with experiments"].length > 0).length;
  return `| ${key[0]} ${key[1]} | ${mine.length} | ${alarmed} | ${led(mine)} |`;
}

function led(trials: readonly RecordedTrial[]): string {
  const counts = new Map<string, number>();
  for (const { alarms } of trials) {
    const [first = "no alarm"] = alarms["with experiments"];
    counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([rule, n]) => `${rule} ${n}`).join(", ");
}

function share(trials: readonly RecordedTrial[], holds: (trial: RecordedTrial) => boolean): Proportion {
  return wilson(trials.filter(holds).length, Math.max(1, trials.length));
}
