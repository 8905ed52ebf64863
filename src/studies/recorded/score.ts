/**
 * What the monitor says of recorded programs: from the history alone, with the record, and with the experiments.
 *
 * @module
 */
import { z } from "zod";
import { gunzipSync } from "node:zlib";
import { naming, parseJson, readBytes, validated } from "../../boundary/mod.ts";
import type { Proportion } from "../../evaluation/proportion.ts";
import { diagnose, type Observation } from "../../monitor/mod.ts";
import { readObservation } from "../../monitor/readers/mod.ts";
import { nameIn, seed } from "../fields.ts";
import { NAMED_BY } from "./named.ts";

/** What the recorded programs are written in, each with a file of its own in `reports/recorded`. */
export const FAMILIES = ["torch", "keras", "lightning", "transformers"] as const;

const run = z.looseObject({
  kind: z.string(),
  /** `null`: healthy. */
  fault: nameIn(NAMED_BY).nullable(),
  seed,
  lines: z.array(z.record(z.string(), z.unknown())).min(1).readonly(),
});

/** One recorded run, as `python/programs/record.py` writes it. */
export type RecordedRun = Readonly<z.output<typeof run>>;

/**
 * The recorded runs in a file, one a line, packed by gzip: of text they would be a third of the repository.
 *
 * @throws {SyntaxError} or {TypeError} naming file and line
 */
export function readRecordedRuns(file: string): readonly RecordedRun[] {
  return unpacked(file).trimEnd().split("\n").map((line, index) => {
    const place = `${file}, line ${index + 1}`;
    return validated(run, naming(place, () => parseJson(line)), place);
  });
}

function unpacked(file: string): string {
  const bytes = readBytes(file);
  try {
    return new TextDecoder().decode(gunzipSync(bytes));
  } catch {
    throw new TypeError(`${file} is not packed by gzip, or not whole`);
  }
}

/** The runs recorded in a file of `reports/recorded`, judged. */
export function judgeFile(family: string, name: string = family): readonly RecordedTrial[] {
  return readRecordedRuns(`reports/recorded/${name}.jsonl.gz`).map((run) => judgeRecorded(family, run));
}

/** What the monitor is given. */
export const SEEN = ["history alone", "with the record", "with experiments"] as const;

/** The alarms of one run, the leading one first, by what the monitor was given. */
export interface RecordedTrial {
  readonly family: string;
  readonly kind: string;
  readonly fault: string | null;
  readonly seed: number;
  readonly alarms: Readonly<Record<typeof SEEN[number], readonly string[]>>;
}

/** Lets the monitor judge one run three times. */
function judgeRecorded(family: string, { kind, fault, seed, lines }: RecordedRun): RecordedTrial {
  const bare = read(lines.filter((line) => !("experiment" in line)));
  return {
    family,
    kind,
    fault,
    seed,
    alarms: {
      "history alone": alarmsOf({ history: bare.history, evidence: {} }),
      "with the record": alarmsOf(bare),
      "with experiments": alarmsOf(read(lines)),
    },
  };
}

/** Whether one of the first alarms names the fault: itself, not a symptom. */
export function isNamed(
  { fault, alarms }: RecordedTrial,
  seen: typeof SEEN[number],
  places: number,
): boolean {
  return alarms[seen].slice(0, places).some((rule) => NAMED_BY[fault ?? ""]?.includes(rule));
}

/** As "9 of 10 (60-98)": the interval in per cent. */
export function inBrackets({ successes, trials, low, high }: Proportion): string {
  return `${successes} of ${trials} (${Math.round(100 * low)}-${Math.round(100 * high)})`;
}

/** In the bytes that the recorder wrote: NaN bare, as Python has it. */
function read(lines: RecordedRun["lines"]): Observation {
  const text = lines.map((line) => JSON.stringify(line).replace(/"(NaN|-?Infinity)"/g, "$1")).join("\n");
  return readObservation(new TextEncoder().encode(text));
}

function alarmsOf(observation: Observation): readonly string[] {
  return diagnose(observation).findings.filter(({ severity }) => severity !== "info").map(({ rule }) => rule);
}
