/**
 * `deno task import FILE`: a network trained elsewhere as a run folder, so that every other command takes it.
 *
 * @module
 */
import { explained, naming, plausiblePath, readBytes, refuseUnwritable } from "../boundary/mod.ts";
import { fromPytorchSafetensors } from "../exchange/mod.ts";
import { modelFiles, parameterCount, type Weights } from "../model/mod.ts";
import { fingerprint, makeRows, type NoiseName, signalConfiguration } from "../signal/mod.ts";
import {
  holdsRun,
  importedConfiguration,
  readNetwork,
  type RunRecord,
  writeModel,
  writeRunRecord,
} from "../run/record.ts";
import { choiceOption, noiseOption } from "./options.ts";
import { findRun, runFolder } from "../run/place.ts";
import { createProgram, runProgram } from "./program.ts";
import { writeSums } from "../run/sums.ts";
import { versions } from "../run/versions.ts";

const FORMATS = ["safetensors", "tfjs"] as const;

interface Options {
  readonly format: typeof FORMATS[number];
  readonly out: string;
  readonly noise: NoiseName | number;
}

const program = createProgram("import", "Make a run folder from a network that was trained elsewhere.", [
  "deno task import model.safetensors --format safetensors --out models/from-pytorch --noise softened",
  "deno task import path/to/folder --format tfjs --out models/from-tfjs",
  "deno task evaluate from-pytorch",
])
  .argument("<file>", "a PyTorch state_dict in safetensors, or a tfjs folder (model.json, weights.bin)")
  .requiredOption("--format <name>", FORMATS.join(", "), choiceOption(FORMATS))
  .requiredOption("--out <run>", "name of the new folder in models/, or its path")
  .option(
    "--noise <preset>",
    "noise of the data it is for: literal, quarter, softened or radians",
    noiseOption,
    "literal",
  );

program.action((file: string, { format, out, noise }: Options) => {
  const folder = runFolder(out, "--out");
  if (holdsRun(findRun(folder))) throw new RangeError(`${folder} holds a run already; choose another --out`);
  if (isThere(`${folder}/model.json`) || isThere(`${folder}/weights.bin`)) {
    throw new RangeError(`${folder} holds a model already; choose another --out`);
  }
  const weights = read(format, file);
  if (weights.shape.inputSize !== 5) {
    throw new RangeError(
      `${file}: a network of 5 inputs [S, C1..C4] is needed, given: ${weights.shape.inputSize}`,
    );
  }
  signalConfiguration({ noise }); // refused before a folder is made
  refuseUnwritable(`${folder}/model.json`, "--out");
  const record = importedRun(weights, file, noise);
  writeModel(folder, modelFiles(weights));
  writeRunRecord(folder, record);
  writeSums(folder);
  console.log(
    `${folder}: ${weights.shape.hiddenSize} units from ${file}; measure it with \`deno task evaluate ${out}\``,
  );
});

function read(format: Options["format"], file: string): Weights<Float32Array> {
  if (format === "tfjs") return readNetwork(plausiblePath(file, "the folder"));
  const bytes = readBytes(file);
  return naming(file, () => fromPytorchSafetensors(bytes));
}

function isThere(path: string): boolean {
  try {
    return explained(path, () => Deno.lstatSync(path)) !== undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}

/** The record of a run that did not happen here: no epoch, no second, and the data it is going to be measured on. */
function importedRun(weights: Weights<Float32Array>, file: string, noise: NoiseName | number): RunRecord {
  const sha256 = (seed: number) => fingerprint(makeRows({ noise, seed }).rows);
  return {
    format: 1,
    preset: "imported",
    regime: "imported",
    configuration: importedConfiguration({ hiddenSize: weights.shape.hiddenSize, noise }),
    parameters: parameterCount(weights.shape),
    engine: { name: "none", backend: file, reason: "trained elsewhere" },
    versions: versions(),
    data: { trainSha256: sha256(1), testSha256: sha256(2) },
    status: "finished",
    startedAt: new Date().toISOString(),
    epochs: 0,
    seconds: 0,
    result: null,
  };
}

await runProgram(program);
