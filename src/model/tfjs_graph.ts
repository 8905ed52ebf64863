/**
 * The graph in a tfjs `model.json`, read so far as to know that it is this project's network: one LSTM with the standard
 * gates, then one linear output. Anything else would give other numbers from the same weights, and is refused.
 *
 * @module
 */
import { z } from "zod";
import { excerpt, parseJson, validated } from "../boundary/mod.ts";
import { checkShape } from "./shape.ts";
import type { Shape } from "./weights.ts";

/** What `model.json` says that is needed to read the weights. */
export interface Graph {
  readonly shape: Shape;
  /** Files beside `model.json` whose bytes, one behind the other, are the weights. */
  readonly paths: readonly string[];
}

const layer = z.object({ class_name: z.string(), config: z.record(z.string(), z.unknown()) });
const sequential = z.object({
  class_name: z.literal("Sequential"),
  config: z.union([z.array(layer), z.object({ layers: z.array(layer) }).transform(({ layers }) => layers)]),
});
const model = z.object({
  format: z.literal("layers-model").optional(),
  modelTopology: z.union([
    // the Keras converter puts the graph one level further down
    z.object({ model_config: sequential }).transform(({ model_config }) => model_config),
    sequential,
  ]),
  weightsManifest: z.array(z.object({
    paths: z.array(z.string()).min(1),
    weights: z.array(z.object({
      name: z.string(),
      shape: z.array(z.number().int().min(0)),
      dtype: z.literal("float32"),
      quantization: z.undefined({ error: "must not be there: quantised weights cannot be read" }).optional(),
    })),
  })).min(1),
  userDefinedMetadata: z.object({ biases: z.union([z.literal(1), z.literal(2)]).optional() }).nullish(),
});

/** Layers that hand on what they get when the network is used. */
const PASS_THROUGH = ["InputLayer", "Dropout"];

/** What each setting of the two layers must be; a missing one has Keras's default, which is given first. */
const LSTM: Readonly<Record<string, readonly unknown[]>> = {
  activation: ["tanh"],
  recurrent_activation: [undefined, "sigmoid"], // tfjs and Keras have different defaults: it must be said
  use_bias: [true],
  go_backwards: [false],
  time_major: [false],
};
const DENSE: Readonly<Record<string, readonly unknown[]>> = {
  activation: ["linear"],
  use_bias: [true],
  units: [undefined, 1],
};

/** Endings of the weights' names, in the order of tfjs. */
const WEIGHT_NAMES = ["kernel", "recurrent_kernel", "bias", "kernel", "bias"];

/**
 * The graph in the text of a `model.json`.
 *
 * @throws {TypeError} in one line that names the layer or the field that is not as it must be
 */
export function readGraph(modelJson: string): Graph {
  const { modelTopology: { config: layers }, weightsManifest, userDefinedMetadata } = parsed(modelJson);
  const [lstm, dense, ...more] = layers.filter(({ class_name }) => !PASS_THROUGH.includes(class_name));
  if (lstm?.class_name !== "LSTM" || dense?.class_name !== "Dense" || more.length > 0) {
    const given = layers.map(({ class_name }) => class_name).join(", ") || "none";
    throw new TypeError(`model.json: the layers must be LSTM and Dense, given: ${given}`);
  }
  checkSettings("LSTM", lstm.config, LSTM);
  checkSettings("Dense", dense.config, DENSE);

  const weights = weightsManifest.flatMap(({ weights }) => weights);
  const names = weights.map(({ name }) => name.slice(name.lastIndexOf("/") + 1));
  if (names.join() !== WEIGHT_NAMES.join()) {
    throw new TypeError(
      `model.json: weights ${WEIGHT_NAMES.join(", ")} are needed, given: ${excerpt(names)}`,
    );
  }
  const [inputSize, gates] = weights[0].shape;
  const shape = { inputSize, hiddenSize: gates / 4, biases: userDefinedMetadata?.biases ?? 1 } as const;
  try {
    checkShape(shape);
  } catch (error) {
    throw new TypeError(`model.json: not an LSTM with one output: ${(error as Error).message}`);
  }
  if (lstm.config.units !== shape.hiddenSize) {
    throw new TypeError(
      `model.json: LSTM units must be ${shape.hiddenSize} as its weights say, given: ${
        excerpt(lstm.config.units)
      }`,
    );
  }
  for (const { class_name, config } of layers.slice(0, layers.indexOf(lstm) + 1)) {
    checkInputShape(class_name, config, inputSize);
  }
  const [needed, given] = [weightShapes(shape), weights.map(({ shape }) => shape)].map((s) =>
    JSON.stringify(s)
  );
  if (needed !== given) {
    throw new TypeError(`model.json: weights of shapes ${needed} are needed, given: ${given}`);
  }
  return { shape, paths: weightsManifest.flatMap(({ paths }) => paths).map(insideFolder) };
}

/** Shapes of what lies in `weights.bin`, in the order of {@linkcode WEIGHT_NAMES}. */
export function weightShapes({ inputSize, hiddenSize }: Shape): number[][] {
  const gates = 4 * hiddenSize;
  return [[inputSize, gates], [hiddenSize, gates], [gates], [hiddenSize, 1], [1]];
}

function parsed(modelJson: string): z.output<typeof model> {
  try {
    return validated(model, parseJson(modelJson), "model.json");
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw new TypeError((error as Error).message);
    throw new TypeError(`model.json: ${error.message}`);
  }
}

function checkSettings(
  layer: string,
  config: Readonly<Record<string, unknown>>,
  settings: Readonly<Record<string, readonly unknown[]>>,
): void {
  for (const [name, allowed] of Object.entries(settings)) {
    const given = Object.hasOwn(config, name) ? config[name] : allowed[0];
    if (given !== undefined && allowed.includes(given)) continue;
    throw new TypeError(
      `model.json: ${layer} ${name} must be ${allowed.at(-1)}, given: ${excerpt(given ?? null)}`,
    );
  }
}

/** Refuses a layer that says it reads something else than [lanes, steps, inputs] of the weights. */
function checkInputShape(
  layer: string,
  config: Readonly<Record<string, unknown>>,
  inputSize: number,
): void {
  for (const name of ["batch_input_shape", "batch_shape"]) {
    const given = Object.hasOwn(config, name) ? config[name] : null;
    if (given === null || Array.isArray(given) && given.length === 3 && given[2] === inputSize) continue;
    throw new TypeError(
      `model.json: ${layer} ${name} must end in ${inputSize} as its kernel says, given: ${excerpt(given)}`,
    );
  }
}

/** The path, which must stay in the model's folder. */
function insideFolder(path: string): string {
  const isPlain = !/[\\:\0]/.test(path) && path.split("/").every((part) => !["", ".", ".."].includes(part));
  if (isPlain) return path;
  throw new TypeError(`model.json: weights must lie in the model's folder, given the path ${excerpt(path)}`);
}
