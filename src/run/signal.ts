/**
 * The recordings that a run was trained on and is measured on.
 *
 * @module
 */
import type { NoiseName, SignalConfiguration } from "../signal/mod.ts";
import { type RecordingFields, signalOf } from "../training/configuration.ts";

/** What may be set in place of the run's own values. */
export interface DataChoice {
  readonly testSeed?: number;
  readonly noise?: NoiseName | number;
}

/** Training and test recording. */
export interface RunSignal {
  readonly train: SignalConfiguration;
  readonly test: SignalConfiguration;
}

/** The part of a run's record that decides its recordings. */
export interface Recorded {
  readonly configuration: RecordingFields & { readonly trainSeed: number; readonly testSeed: number };
}

/** @throws {RangeError} when no recording can be made from the run's configuration */
export function runSignal({ configuration }: Recorded, choice: DataChoice = {}): RunSignal {
  const { trainSeed, testSeed } = configuration;
  const fields = { ...configuration, noise: choice.noise ?? configuration.noise };
  return { train: signalOf(fields, trainSeed), test: signalOf(fields, choice.testSeed ?? testSeed) };
}
