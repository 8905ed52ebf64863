/**
 * The recordings a run is measured on.
 *
 * @module
 */
import { z } from "zod";
import { naming, readBytes } from "../../boundary/mod.ts";
import {
  checkRows,
  checkTargets,
  decodeCsv,
  decodeNpy,
  GRIDS,
  NOISE_NAMES,
  type NoiseName,
  type SignalConfiguration,
  signalConfiguration,
  type SignalRows,
} from "../../signal/mod.ts";
import { validated } from "../../training/configuration.ts";
import { readRunRecord } from "../../training/run_record.ts";

/** What the user may set in place of the run's own values. */
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
 * @throws {TypeError} or {RangeError} naming the file when its configuration is not that of a run
 */
export function readRunSignal(
  folder: string,
  choice: DataChoice,
): { readonly train: SignalConfiguration; readonly test: SignalConfiguration } {
  const { configuration } = readRunRecord(folder);
  const { trainSeed, testSeed, ...fields } = validated(signalFields, configuration, `${folder}/run.json`);
  const signal = { ...fields, noise: choice.noise ?? fields.noise };
  return {
    train: signalConfiguration({ ...signal, seed: trainSeed }),
    test: signalConfiguration({ ...signal, seed: choice.testSeed ?? testSeed }),
  };
}

/**
 * Rows from a file.
 *
 * @throws {TypeError} naming the file, and the row that is not as the run's own would be
 */
export function readTestData(path: string, signal: SignalConfiguration): SignalRows {
  const selectors = signal.frequenciesHz.length;
  const bytes = readBytes(path);
  return naming(path, () => {
    const table = path.endsWith(".csv") ? decodeCsv(new TextDecoder().decode(bytes)) : decodeNpy(bytes);
    if (table.columns !== selectors + 2) {
      throw new TypeError(
        `${selectors + 2} columns [S, C1..C${selectors}, target] needed, given: ${table.columns}`,
      );
    }
    const rows = checkRows(table.values, selectors);
    checkTargets(rows, signal);
    return rows;
  });
}
