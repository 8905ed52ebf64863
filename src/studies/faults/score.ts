/**
 * From diagnoses to shares: detected, named first, cause right, false alarms.
 *
 * @module
 */
import { z } from "zod";
import { validated } from "../../boundary/mod.ts";
import { diagnose, type Diagnosis, type Observation } from "../../monitor/mod.ts";
import { type Proportion, wilson } from "../../evaluation/proportion.ts";
import { readJson } from "../../run/files.ts";
import { seed } from "../fields.ts";
import type { Fault } from "./faults.ts";

const trial = z.strictObject({
  kind: z.string(),
  seed,
  fault: z.boolean(),
  /** The right rule is among the findings. */
  detected: z.boolean(),
  /** The right rule is among the findings when nothing but the history is known. */
  fromHistory: z.boolean(),
  /** The right rule is the first finding. */
  namedFirst: z.boolean(),
  /** Place of the true cause among the rivals, from 1; 0 for a healthy run. */
  rank: z.number().int().min(0),
  /** Alarms (critical or warning), first the first. */
  alarms: z.array(z.string()).readonly(),
  cause: z.string(),
});

/** What the monitor said of one run. */
export type Trial = Readonly<z.output<typeof trial>>;

/** One row of the table. */
export interface Score {
  readonly kind: string;
  readonly fromHistory: Proportion;
  readonly detected: Proportion;
  readonly namedFirst: Proportion;
  readonly causeFirst: Proportion;
}

/** Compares what is said of a run with the known fault; `undefined` stands for a healthy run. */
export function judgeTrial(
  { kind, seed, fault }: { readonly kind: string; readonly seed: number; readonly fault?: Fault },
  observation: Observation,
): Trial {
  const diagnosis = diagnose(observation);
  const alarms = alarmsOf(diagnosis);
  const right = (rule: string | undefined) => rule !== undefined && (fault?.namedBy.includes(rule) ?? false);
  return {
    kind,
    seed,
    fault: fault !== undefined,
    fromHistory: alarmsOf(diagnose({ history: observation.history, evidence: {} })).some(right),
    detected: alarms.some(right),
    namedFirst: right(alarms[0]),
    rank: fault === undefined
      ? 0
      : 1 + diagnosis.verdict.rivals.findIndex(({ cause }) => cause === fault.cause),
    alarms,
    cause: diagnosis.verdict.cause,
  };
}

function alarmsOf({ findings }: Diagnosis): readonly string[] {
  return findings.filter(({ severity }) => severity !== "info").map(({ rule }) => rule);
}

/** Shares over trials of faults. */
function scoreFaults(kind: string, trials: readonly Trial[]): Score {
  const count = (holds: (trial: Trial) => boolean) => wilson(trials.filter(holds).length, trials.length);
  return {
    kind,
    fromHistory: count(({ fromHistory }) => fromHistory),
    detected: count(({ detected }) => detected),
    namedFirst: count(({ namedFirst }) => namedFirst),
    causeFirst: count(({ rank }) => rank === 1),
  };
}

/** Share of healthy runs with any alarm. */
export function falseAlarms(trials: readonly Trial[]): Proportion {
  return wilson(trials.filter(({ alarms }) => alarms.length > 0).length, trials.length);
}

/** All figures of a study; runs of the seeds that rules were tuned on are left out of them. */
export interface Summary {
  readonly seeds: readonly number[];
  readonly tunedOn: readonly number[];
  readonly faults: readonly Score[];
  readonly allFaults: Score;
  readonly healthy: readonly { readonly kind: string; readonly falseAlarms: Proportion }[];
  readonly allHealthy: Proportion;
}

/**
 * Sums a study up.
 *
 * @throws {RangeError} when no seed is left to report.
 */
export function summarise(trials: readonly Trial[], tunedOn: readonly number[]): Summary {
  const reported = trials.filter(({ seed }) => !tunedOn.includes(seed));
  const kinds = (
    fault: boolean,
  ) => [...new Set(reported.filter((t) => t.fault === fault).map(({ kind }) => kind))];
  const of = (kind: string) => reported.filter((trial) => trial.kind === kind);
  if (reported.length === 0) {
    throw new RangeError("every seed is one that the rules were tuned on: none is left to report");
  }
  return {
    seeds: [...new Set(reported.map(({ seed }) => seed))],
    tunedOn,
    faults: kinds(true).map((kind) => scoreFaults(kind, of(kind))),
    allFaults: scoreFaults("all faults", reported.filter(({ fault }) => fault)),
    healthy: kinds(false).map((kind) => ({ kind, falseAlarms: falseAlarms(of(kind)) })),
    allHealthy: falseAlarms(reported.filter(({ fault }) => !fault)),
  };
}

const FILE = "reports/faults/faults.json";

/**
 * The sums of the study in `reports/`, worked out again from its trials.
 *
 * @throws {TypeError} when the file is not the study's or says otherwise
 */
export function readFaultsRecord(): Summary {
  const schema = z.looseObject({ trials: z.array(trial), tunedOn: z.array(seed) });
  const record = validated(schema, readJson(FILE), FILE);
  const summary = summarise(record.trials, record.tunedOn);
  for (const [field, value] of Object.entries(summary)) {
    if (JSON.stringify(value) === JSON.stringify(record[field])) continue;
    throw new TypeError(`${FILE}: ${field} is not what its trials give; run deno task study:faults`);
  }
  return summary;
}
