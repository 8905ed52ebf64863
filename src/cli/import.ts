/**
 * `deno task import FILE`: a network trained elsewhere as a run folder, so that every other command takes it.
 *
 * @module
 */
import { naming, plausiblePath, readBytes } from "../boundary/mod.ts";
import { fromPytorchSafetensors } from "../exchange/mod.ts";
import type { Weights } from "../model/mod.ts";
import { importRun } from "../run/import.ts";
import { readNetwork } from "../run/record.ts";
import type { NoiseName } from "../signal/mod.ts";
import { choiceOption } from "./options.ts";
import { createProgram, runProgram } from "./program.ts";
import { noiseOption } from "./signal_options.ts";

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
  const weights = read(format, file);
  const folder = importRun(weights, { out, noise, source: file });
  console.log(
    `${folder}: ${weights.shape.hiddenSize} units from ${file}; measure it with \`deno task evaluate ${out}\``,
  );
});

function read(format: Options["format"], file: string): Weights<Float32Array> {
  if (format === "tfjs") return readNetwork(plausiblePath(file, "the folder"));
  const bytes = readBytes(file);
  return naming(file, () => fromPytorchSafetensors(bytes));
}

await runProgram(program);
