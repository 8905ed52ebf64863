/**
 * A run that did not happen here: a network trained elsewhere, laid down as every other run is.
 *
 * @module
 */
import { isThere, refuseUnwritable } from "../boundary/mod.ts";
import { modelFiles, parameterCount, type Weights } from "../model/mod.ts";
import {
  fingerprint,
  makeRows,
  type NoiseName,
  SIGNAL_DEFAULTS,
  signalConfiguration,
} from "../signal/mod.ts";
import { findRun, holdsRun, plainName, runFolder } from "./place.ts";
import { importedConfiguration, type RunRecord, writeModel, writeRunRecord } from "./record.ts";
import { writeSums } from "./sums.ts";
import { versions } from "./versions.ts";

/** Where an imported network goes and what it is. */
export interface Import {
  /** Name of the new folder in `models/`, or its path. */
  readonly out: string;
  /** Noise of the recordings that it is measured on. */
  readonly noise: NoiseName | number;
  /** Where it came from, for the record. */
  readonly source: string;
}

/**
 * Makes the run's folder and returns it.
 *
 * @throws {RangeError} when the folder holds a run or a model, the network does not read the exercise's rows, or the noise
 *   is none
 */
export function importRun(weights: Weights<Float32Array>, { out, noise, source }: Import): string {
  const folder = runFolder(out, "--out");
  plainName(folder.slice(folder.lastIndexOf("/") + 1));
  if (holdsRun(findRun(folder))) throw new RangeError(`${folder} holds a run already; choose another --out`);
  if (isThere(`${folder}/model.json`) || isThere(`${folder}/weights.bin`)) {
    throw new RangeError(`${folder} holds a model already; choose another --out`);
  }
  const width = 1 + SIGNAL_DEFAULTS.frequenciesHz.length;
  if (weights.shape.inputSize !== width) {
    throw new RangeError(
      `${source}: a network of ${width} inputs [S, C1..C${
        width - 1
      }] is needed, given: ${weights.shape.inputSize}`,
    );
  }
  signalConfiguration({ noise }); // refused before a folder is made
  refuseUnwritable(`${folder}/model.json`, "--out");
  writeModel(folder, modelFiles(weights));
  writeRunRecord(folder, importedRecord(weights, source, noise));
  writeSums(folder);
  return folder;
}

/** No epoch, no second, and the data it is going to be measured on. */
function importedRecord(
  { shape }: Weights<Float32Array>,
  source: string,
  noise: NoiseName | number,
): RunRecord {
  const configuration = importedConfiguration({ hiddenSize: shape.hiddenSize, noise });
  const sha256 = (seed: number) => fingerprint(makeRows({ noise, seed }).rows);
  return {
    format: 1,
    preset: "imported",
    regime: "imported",
    configuration,
    parameters: parameterCount(shape),
    engine: { name: "none", backend: source.replace(/\p{C}/gu, "?"), reason: "trained elsewhere" },
    versions: versions(),
    data: { trainSha256: sha256(configuration.trainSeed), testSha256: sha256(configuration.testSeed) },
    status: "finished",
    startedAt: new Date().toISOString(),
    epochs: 0,
    seconds: 0,
    result: null,
  };
}
