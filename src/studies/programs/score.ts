/**
 * What the monitor says of classifiers and language models with one known fault, from their histories alone.
 *
 * @module
 */
import { z } from "zod";
import { validated } from "../../boundary/mod.ts";
import { diagnose } from "../../monitor/mod.ts";
import { type Proportion, wilson } from "../../evaluation/proportion.ts";
import { readHistory } from "../../monitor/readers/mod.ts";
import { readJson } from "../../run/files.ts";
import { seed } from "../fields.ts";
import { FAIR_READINGS } from "./kinds.ts";

/** JSON has no word for NaN: the file quotes what Python writes bare. */
const value = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity"])]);

const run = z.strictObject({
  kind: z.string(),
  fault: z.boolean(),
  seed,
  /** What the framework's own history holds: series by name, or rows of a log. */
  history: z.union([
    z.record(z.string(), z.array(value).readonly()),
    z.array(z.record(z.string(), value)).readonly(),
  ]),
}).refine(
  ({ kind, fault }) => !fault || Object.hasOwn(FAIR_READINGS, kind),
  "is of a faulty kind that src/studies/programs/kinds.ts does not know",
);

/** One trained program, as `python/programs/train.py` writes it. */
export type ProgramRun = Readonly<z.output<typeof run>>;

/**
 * The trained programs in a file.
 *
 * @throws {SyntaxError} or {TypeError} naming the file and the place
 */
export function readProgramRuns(file: string): readonly ProgramRun[] {
  return validated(z.array(run).min(1), readJson(file), file);
}

/** What was said of one run: its alarms, the leading one first. */
export interface ProgramTrial {
  readonly family: string;
  readonly kind: string;
  readonly fault: boolean;
  readonly seed: number;
  readonly alarms: readonly string[];
  /** What the headline and the lines after it say: the alarms, or where there is none the statements. */
  readonly readings: readonly string[];
}

/** One row of the table. */
export interface ProgramScore {
  readonly family: string;
  readonly kind: string;
  /** An alarm leads, and is a fair reading. */
  readonly alarmFirst: Proportion;
  /** A fair reading leads. */
  readonly first: Proportion;
  /** A fair reading is among the first three. */
  readonly amongThree: Proportion;
  /** Any alarm at all. */
  readonly alarmed: Proportion;
  /** How often each rule led; "no alarm" where none did. */
  readonly leading: Readonly<Record<string, number>>;
}

/** Hands the history to the monitor in the bytes that its framework would have written. */
export function judgeProgram(family: string, { kind, fault, seed, history }: ProgramRun): ProgramTrial {
  const content = Array.isArray(history) ? { log_history: history } : history;
  const text = JSON.stringify(content).replace(/"(NaN|-?Infinity)"/g, "$1");
  const read = readHistory(new TextEncoder().encode(text));
  const { findings } = diagnose({ history: read, evidence: {} });
  const alarms = findings.filter(({ severity }) => severity !== "info").map(({ rule }) => rule);
  const readings = alarms.length > 0 ? alarms : findings.map(({ rule }) => rule);
  return { family, kind, fault, seed, alarms, readings };
}

/** Whether a fair reading is among the first places of what was said. */
export function hasFairReading({ kind, readings }: ProgramTrial, places: number): boolean {
  return readings.slice(0, places).some((rule) => FAIR_READINGS[kind]?.includes(rule));
}

/** Shares over trials of one kind. */
export function scorePrograms(family: string, kind: string, trials: readonly ProgramTrial[]): ProgramScore {
  const count = (holds: (trial: ProgramTrial) => boolean) =>
    wilson(trials.filter(holds).length, trials.length);
  const leading: Record<string, number> = {};
  for (const { alarms: [first = "no alarm"] } of trials) leading[first] = (leading[first] ?? 0) + 1;
  return {
    family,
    kind,
    alarmFirst: count((trial) => trial.alarms.length > 0 && hasFairReading(trial, 1)),
    first: count((trial) => hasFairReading(trial, 1)),
    amongThree: count((trial) => hasFairReading(trial, 3)),
    alarmed: count(({ alarms }) => alarms.length > 0),
    leading,
  };
}
