/**
 * `deno task export RUN`: a run's network in another framework's file format.
 *
 * @module
 */
import { toOnnx, toPytorchSafetensors } from "../exchange/mod.ts";
import { modelFiles, type Weights } from "../model/mod.ts";
import { writeAtomically } from "../run/files.ts";
import { readNetwork, writeModel } from "../run/record.ts";
import { choiceOption, pathOption } from "./options.ts";
import { refuseOutput } from "./output.ts";
import { completeFolder, findRun } from "../run/place.ts";
import { createProgram, runProgram } from "./program.ts";

const FORMATS = ["safetensors", "onnx", "tfjs"] as const;

interface Options {
  readonly format: typeof FORMATS[number];
  readonly out?: string;
}

const program = createProgram("export", "Write a run's network in another framework's file format.", [
  "deno task export curriculum-64 --format safetensors     for PyTorch: load_state_dict(load_file(...))",
  "deno task export curriculum-64 --format onnx --out /tmp/model.onnx",
  "deno task export curriculum-64 --format tfjs --out /tmp/model     for tf.loadLayersModel",
])
  .argument("<run>", "name of a folder in models/, or the path of a run's folder")
  .requiredOption("--format <name>", FORMATS.join(", "), choiceOption(FORMATS))
  .option(
    "--out <file>",
    "where to write; a folder for tfjs (default: beside the run, models/<run>.<format>)",
    pathOption,
  );

program.action((run: string, { format, out }: Options) => {
  const folder = findRun(run);
  const weights = readNetwork(folder);
  const target = out?.replace(/(?<=.)\/+$/, "") ?? `${completeFolder(folder)}.${format}`;
  const file = format === "tfjs" ? `${target}/model.json` : target;
  refuseOutput(file, format === "tfjs" ? [] : [`.${format}`], "--out");
  write(format, target, weights);
  console.log(`${target}: ${weights.shape.hiddenSize} units as ${format}`);
});

function write(format: Options["format"], target: string, weights: Weights<Float32Array>): void {
  switch (format) {
    case "safetensors":
      return writeAtomically(target, toPytorchSafetensors(weights));
    case "onnx":
      return writeAtomically(target, toOnnx(weights));
    case "tfjs":
      return writeModel(target, modelFiles(weights));
  }
}

await runProgram(program);
