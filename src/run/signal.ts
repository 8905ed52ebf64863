/**
 * The recordings that a run was trained on and is measured on.
 *
 * @module
 */
import { z } from "zod";
import {
  GRIDS,
  NOISE_NAMES,
  type NoiseName,
  type SignalConfiguration,
  signalConfiguration,
} from "../signal/mod.ts";
import { naming, validated } from "../boundary/mod.ts";
import { checkConsistency } from "./consistency.ts";
import { readRunRecord } from "./record.ts";

/** What may be set in place of the run's own values. */
export interface DataChoice {
  readonly testSeed?: number;
  readonly noise?: NoiseName | number;
}

/** The part of any run's configuration that fixes its data; what is left out has the exercise's value. */
const signalFields = z.object({
  frequenciesHz: z.array(z.number()).optional(),
  sampleRateHz: z.number().optional(),
  durationSeconds: z.number().optional(),
  amplitudeRange: z.tuple([z.number(), z.number()]).optional(),
  noise: z.union([z.enum(NOISE_NAMES), z.number()]).default("literal"),
  grid: z.enum(GRIDS).optional(),
  trainSeed: z.number().default(1),
  testSeed: z.number().default(2),
});

/**
 * Training and test recording of the run in a folder.
 *
 * @throws {TypeError} or {RangeError} naming the file when its configuration is not that of a run, or not that of
 *   the weights, the data and the result beside it
 */
export function readRunSignal(
  folder: string,
  choice: DataChoice,
): { readonly train: SignalConfiguration; readonly test: SignalConfiguration } {
  const record = readRunRecord(folder);
  const file = `${folder}/run.json`;
  const { trainSeed, testSeed, ...fields } = validated(signalFields, record.configuration, file);
  const recording = (seed: number) => naming(file, () => signalConfiguration({ ...fields, seed }));
  checkConsistency(folder, record, { train: recording(trainSeed), test: recording(testSeed) });
  const signal = { ...fields, noise: choice.noise ?? fields.noise };
  return {
    train: signalConfiguration({ ...signal, seed: trainSeed }),
    test: signalConfiguration({ ...signal, seed: choice.testSeed ?? testSeed }),
  };
}
