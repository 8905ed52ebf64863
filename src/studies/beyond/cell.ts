/**
 * A trained network on recordings unlike those it was trained on, beside the best that any filter can do there.
 *
 * @module
 */
import { z } from "zod";
import { createEngine } from "../../engine/mod.ts";
import { predictRows, squaredErrors } from "../../evaluation/error.ts";
import { optimalFilterError } from "../../evaluation/optimal_filter.ts";
import { readNetwork } from "../../run/record.ts";
import { curriculumName } from "../../training/presets.ts";
import { error, nameIn, noise, seed } from "../fields.ts";
import {
  makeMixture,
  makeRows,
  type NoiseName,
  phaseRange,
  type SignalConfiguration,
  type SignalRows,
} from "../../signal/mod.ts";

/** What is unlike the training recording. */
export interface Condition {
  readonly change: (noise: NoiseName) => Partial<SignalConfiguration>;
  /** Seconds from and to which the mixture is silent. */
  readonly gap?: readonly [number, number];
  /**
   * Whether the optimal filter, which knows the frequencies and hears no gap, faces the same task; where it does not there
   * is no limit to show.
   */
  readonly hasLimit: boolean;
}

const FREQUENCIES: readonly number[] = [1, 3, 5, 7];

const lateStart = (startSeconds: number): Condition => ({ change: () => ({ startSeconds }), hasLimit: true });
const detuned = (share: number): Condition => ({
  change: () => ({ frequenciesHz: FREQUENCIES.map((hertz) => hertz * (1 + share)) }),
  hasLimit: false,
});

/** Every condition by its name, in the order of table and figure. */
export const CONDITIONS: Readonly<Record<string, Condition>> = {
  "as trained": { change: () => ({}), hasLimit: true },
  "60 s long": { change: () => ({ durationSeconds: 60 }), hasLimit: true },
  "begun 0.05 s late": lateStart(0.05),
  "begun 0.13 s late": lateStart(0.13),
  "begun 0.25 s late": lateStart(0.25),
  "begun 0.5 s late": lateStart(0.5),
  "begun 1 s late": lateStart(1),
  "frequencies 1 % high": detuned(0.01),
  "frequencies 2 % high": detuned(0.02),
  "frequencies 5 % high": detuned(0.05),
  "amplitudes 0.5 to 1.5": { change: () => ({ amplitudeRange: [0.5, 1.5] }), hasLimit: true },
  "silent from 4 to 5 s": { change: () => ({}), gap: [4, 5], hasLimit: false },
  "twice the phase noise": { change: (noise) => ({ noise: 2 * phaseRange(noise) }), hasLimit: true },
};

/** See {@linkcode BeyondCell}. */
export const beyondCell = z.strictObject({ noise, condition: nameIn(CONDITIONS), testSeed: seed });

/** One network on one recording. */
export type BeyondCell = Readonly<z.output<typeof beyondCell>>;

/** See {@linkcode BeyondResult}. */
export const beyondResult = z.strictObject({
  ...beyondCell.shape,
  /** From 1 s on, or from 1 s after the gap: a filter has had its time to listen. */
  mse: error,
  /** The last ten seconds. */
  lastTenSecondsMse: error,
  /** The optimal filter on the same recording from 1 s on, or null where it faces another task. */
  limitMse: error.nullable(),
});

/** Errors on frozen weights, one sample at a time, zero initial state, 1000 Hz. */
export type BeyondResult = Readonly<z.output<typeof beyondResult>>;

/** Seconds a filter is given to find the phases. */
const TRANSIENT_SECONDS = 1;

/** Measures one cell. */
export async function measureBeyond({ noise, condition, testSeed }: BeyondCell): Promise<BeyondResult> {
  const { change, gap, hasLimit } = CONDITIONS[condition];
  const recording = makeMixture({ noise, seed: testSeed, ...change(noise) });
  const { configuration } = recording;
  const rows = makeRows(configuration);
  if (gap !== undefined) silence(rows, gap, configuration.sampleRateHz);
  const engine = await createEngine("fused", readNetwork(`models/${curriculumName(noise)}`));
  const errors = squaredErrors(predictRows(engine, rows), rows.targets);
  engine.dispose();
  const meanFrom = (seconds: number) => {
    const first = Math.round(seconds * configuration.sampleRateHz);
    const kept = errors.filter((_, row) => row % rows.samples >= first);
    return kept.reduce((sum, error) => sum + error, 0) / kept.length;
  };
  return {
    noise,
    condition,
    testSeed,
    mse: meanFrom((gap?.[1] ?? 0) + TRANSIENT_SECONDS),
    lastTenSecondsMse: meanFrom(configuration.durationSeconds - 10),
    limitMse: hasLimit ? optimalFilterError(recording, TRANSIENT_SECONDS).mse : null,
  };
}

/** Takes the mixture away for a while, in place. */
function silence(rows: SignalRows, [from, to]: readonly [number, number], sampleRateHz: number): void {
  const width = 1 + rows.selectors;
  for (let row = 0; row < rows.targets.length; row++) {
    const seconds = (row % rows.samples) / sampleRateHz;
    if (seconds >= from && seconds < to) rows.inputs[row * width] = 0;
  }
}
