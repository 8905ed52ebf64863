/**
 * Sets of seeds that the monitor judged once before any rule had been made with them in view. Afterwards they have been
 * looked at: rules may be made on them, and the next figure takes other seeds.
 *
 * @module
 */
import { z } from "zod";
import { validated } from "../../boundary/mod.ts";
import { wilson } from "../../evaluation/proportion.ts";
import { readJson } from "../../run/files.ts";
import { proportion, seed } from "../fields.ts";
import { hasFairReading, type ProgramTrial } from "./score.ts";

/** Seeds that were in view from the beginning. */
const FIRST_SEEN: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

const sums = z.strictObject({
  /** Faulty runs whose leading alarm is a fair reading: a run without an alarm counts as missed. */
  fairAlarm: proportion,
  /** Faulty runs whose headline is a fair reading: "too short to tell" counts where that is right. */
  fairReading: proportion,
  /** Healthy runs with any alarm. */
  falseAlarms: proportion,
});

/** The figures of some seeds, by both readings of what is fair. */
export type ProgramSums = Readonly<z.output<typeof sums>>;

const freshSet = z.strictObject({
  seeds: z.array(seed).min(1).readonly(),
  /** Seeds in view when the rules of that day were made. */
  madeOn: z.array(seed).readonly(),
  sums,
});

/** One set as it was judged while it was fresh. */
export type FreshSet = Readonly<z.output<typeof freshSet>>;

/**
 * The sets that have been judged so far.
 *
 * @throws {SyntaxError} or {TypeError} naming the file and the place
 */
export function readFreshSets(file: string): readonly FreshSet[] {
  return validated(z.array(freshSet), readJson(file), file);
}

/** The sums over the trials of these seeds. */
export function sumPrograms(trials: readonly ProgramTrial[], seeds: readonly number[]): ProgramSums {
  const own = trials.filter(({ seed }) => seeds.includes(seed));
  const faulty = own.filter(({ fault }) => fault), healthy = own.filter(({ fault }) => !fault);
  const share = (of: readonly ProgramTrial[], holds: (trial: ProgramTrial) => boolean) =>
    wilson(of.filter(holds).length, of.length);
  return {
    fairAlarm: share(faulty, (trial) => trial.alarms.length > 0 && hasFairReading(trial, 1)),
    fairReading: share(faulty, (trial) => hasFairReading(trial, 1)),
    falseAlarms: share(healthy, ({ alarms }) => alarms.length > 0),
  };
}

/** All seeds that rules may have been made on. */
export function seedsInView(sets: readonly FreshSet[]): readonly number[] {
  return [...FIRST_SEEN, ...sets.flatMap(({ seeds }) => seeds)];
}

/**
 * The sets with one more, judged now.
 *
 * @throws {RangeError} when a seed has been looked at, or has no runs.
 */
export function withFreshSet(
  sets: readonly FreshSet[],
  trials: readonly ProgramTrial[],
  seeds: readonly number[],
): readonly FreshSet[] {
  const madeOn = seedsInView(sets);
  const seen = seeds.find((seed) => madeOn.includes(seed));
  if (seen !== undefined) throw new RangeError(`seed ${seen} has been looked at: a set is fresh once`);
  const missing = seeds.find((seed) => !trials.some((trial) => trial.seed === seed));
  if (missing !== undefined || seeds.length === 0) {
    throw new RangeError(`no runs of seed ${missing ?? "none"}: python/programs/train.py makes them`);
  }
  return [...sets, { seeds, madeOn, sums: sumPrograms(trials, seeds) }];
}
