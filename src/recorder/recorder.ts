/**
 * The recorder for TensorFlow.js: `model.fit(x, y, { callbacks: recorder(model, { x, y }) })` writes the lines that `python/recorder`
 * writes, and prints the verdict when training ends. In Deno, Node and the browser alike: it imports no tfjs.
 *
 * @module
 */
import { diagnose } from "../monitor/mod.ts";
import { readObservation } from "../monitor/readers/mod.ts";
import { shortText } from "../report/short_text.ts";
import { dataFacts, spreadOf, startFacts, targetFacts, updateRatio } from "./facts.ts";
import { neighbours } from "./neighbours.ts";
import type { Layer, Logs, Model, Tensor } from "./tfjs.ts";

/** Batches between two that are measured, after the first two. */
const EVERY = 50;

/** What a recorder may be told and given. */
export interface RecorderOptions {
  /** What `fit` is given: range, scale, classes and balance are written down. */
  readonly x?: Tensor;
  readonly y?: Tensor;
  readonly batchSize?: number;
  readonly shuffle?: boolean;
  /** Measures layers every so many batches (50). */
  readonly every?: number;
  /** Takes each line of the record, as `(line) => Deno.writeTextFileSync(path, line, { append: true })`. */
  readonly write?: (line: string) => void;
  /** Takes the verdict; `console.log` unless told otherwise. */
  readonly say?: (verdict: string) => void;
}

/** The callbacks of one `fit`. */
export interface RecorderCallbacks {
  readonly onTrainBegin: () => void;
  readonly onBatchBegin: () => Promise<void>;
  readonly onBatchEnd: (batch: number, logs?: Logs) => Promise<void>;
  readonly onEpochEnd: (epoch: number, logs?: Logs) => void;
  readonly onTrainEnd: () => void;
}

/**
 * Callbacks that record a compiled model's training. Layers are compared before and after the batch that is measured; tfjs gives
 * no gradients to a callback.
 *
 * @throws {TypeError} for a model that was not compiled, {RangeError} for `every` below 1.
 */
export function recorder(model: Model, options: RecorderOptions = {}): RecorderCallbacks {
  const { every = EVERY, write = () => {}, say = console.log } = options;
  if (model.optimizer === undefined) throw new TypeError("the model was not compiled: compile it before fit");
  if (!(Number.isInteger(every) && every >= 1)) {
    throw new RangeError(`every must be at least 1, got ${every}`);
  }
  const lines: string[] = [];
  const layers = model.layers.filter((layer) => layer.weights.length > 0);
  let step = 0, before: ReadonlyMap<string, Float32Array> | undefined;
  const note = (line: Readonly<Record<string, unknown>>) => {
    lines.push(withNaN(line));
    write(`${lines[lines.length - 1]}\n`);
  };

  return {
    onTrainBegin() {
      note({ recorder: 2, ...programFacts(model, options) });
    },
    async onBatchBegin() {
      before = step < 2 || step % every === 0 ? await weightsOf(layers) : undefined;
    },
    async onBatchEnd(_batch, logs = {}) {
      if (before !== undefined) {
        const after = await weightsOf(layers), ratios: Record<string, number> = {}, notFinite: string[] = [];
        for (const [name, weights] of after) {
          ratios[name] = updateRatio(before.get(name)!, weights);
          if (!weights.every(Number.isFinite)) notFinite.push(name);
        }
        note({
          step,
          batch_loss: logs.loss,
          update_ratios: ratios,
          ...(notFinite.length > 0 ? { not_finite: notFinite } : {}),
        });
      }
      step++;
    },
    onEpochEnd(epoch, logs = {}) {
      note({ epoch, step, ...logs });
    },
    onTrainEnd() {
      const { history, evidence } = readObservation(new TextEncoder().encode(lines.join("\n")));
      say(shortText(history, diagnose({ history, evidence }), "this training"));
    },
  };
}

/** What the recorder reads of a layer's configuration. */
interface LayerConfig {
  readonly activation?: unknown;
  readonly kernelInitializer?: { readonly className?: string };
}

/** Layers, loss, optimiser and data, in the words of the record. */
export function programFacts(model: Model, { x, y, batchSize = 32, shuffle = true }: RecorderOptions) {
  const { loss } = model;
  // a protected member of tfjs's optimisers
  const optimizer = model.optimizer as { getClassName(): string; readonly learningRate?: unknown };
  const layers = model.layers.map((layer) => {
    const { activation, kernelInitializer } = layer.getConfig() as LayerConfig;
    return {
      name: layer.name,
      type: layer.getClassName(),
      activation: typeof activation === "string" ? activation : null,
      initializer: kernelInitializer?.className ?? null,
      trainable: layer.trainable,
      ...startFacts(layer),
    };
  });
  const rows = x?.shape[0];
  return {
    framework: "TensorFlow.js",
    layers,
    output_activation: layers.findLast(({ activation }) => activation !== null)?.activation ?? "linear",
    ...(typeof loss === "string" ? { loss } : {}),
    optimizer: optimizer.getClassName(),
    ...(typeof optimizer.learningRate === "number" ? { learning_rate: optimizer.learningRate } : {}),
    not_trained: layers.filter(({ trainable }) => !trainable).map(({ name }) => name),
    ...(x === undefined ? {} : { inputs: dataFacts(x), rows, batch_size: batchSize, shuffle }),
    ...(y === undefined ? {} : { targets: targetFacts(y) }),
    ...(x === undefined || y === undefined ? {} : { neighbours: neighbours(x, y) }),
    ...(y === undefined || shuffle ? {} : { batches: spreadOf(y, batchSize) }),
    ...(y === undefined ? {} : { outputs: { shape: [y.shape[0], model.outputs[0].shape.at(-1) ?? 1] } }),
  };
}

/** All weights of each layer as one array. */
async function weightsOf(layers: readonly Layer[]): Promise<ReadonlyMap<string, Float32Array>> {
  const found = new Map<string, Float32Array>();
  for (const layer of layers) {
    const parts = await Promise.all(layer.getWeights().map((weight) => weight.data()));
    const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part as Float32Array, at);
      at += part.length;
    }
    found.set(layer.name, whole);
  }
  return found;
}

/** A line of JSON with NaN and infinities bare, as Python writes them. */
export function withNaN(line: Readonly<Record<string, unknown>>): string {
  const mark = "\u0000";
  const text = JSON.stringify(
    line,
    (_, value) => typeof value === "number" && !Number.isFinite(value) ? `${mark}${value}` : value,
  );
  return text.replace(/"\\u0000(NaN|-?Infinity)"/g, "$1");
}
