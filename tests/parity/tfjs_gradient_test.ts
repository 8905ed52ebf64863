/**
 * The gradient of one window against automatic differentiation in @tensorflow/tfjs, through its own LSTM layer.
 */
import { assert, assertAlmostEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { createEngine } from "../../src/engine/mod.ts";
import { initialise, modelFiles, type Weights } from "../../src/model/mod.ts";
import { makeRows } from "../../src/signal/mod.ts";
import { needsLibrary } from "../engine/native/needs_library.ts";

const SHAPE = { inputSize: 5, hiddenSize: 16, biases: 1 } as const;
const [STEPS, LANES] = [20, 4];
const weights = initialise(SHAPE, { scheme: "keras", seed: 1 });
const { inputs, targets } = makeRows({ noise: "quarter", sampleRateHz: STEPS, durationSeconds: 1 }); // [LANES, STEPS]

/** [rows, columns, width] to [columns, rows, width] */
function swap(values: Float32Array, rows: number, columns: number, width: number): Float32Array {
  const swapped = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const from = (row * columns + column) * width;
      swapped.set(values.subarray(from, from + width), (column * rows + row) * width);
    }
  }
  return swapped;
}

/** Loss and gradient by tfjs, in its own order: kernel, recurrent kernel, bias, output kernel, output bias. */
async function differentiateInTfjs(): Promise<{ loss: number; gradients: Float32Array[] }> {
  await tf.setBackend("cpu");
  const { modelJson, weightsBin } = modelFiles(weights);
  const { modelTopology, weightsManifest } = JSON.parse(modelJson);
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest[0].weights,
      weightData: weightsBin.buffer,
    }),
  );
  const x = tf.tensor(inputs, [LANES, STEPS, 5]);
  const y = tf.tensor(targets, [LANES, STEPS, 1]);
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const { value, grads } = tf.variableGrads(
    () => tf.losses.meanSquaredError(y, model.apply(x, { training: true }) as tf.Tensor) as tf.Scalar,
    variables,
  );
  return {
    loss: value.dataSync()[0],
    gradients: variables.map(({ name }) => grads[name].dataSync() as Float32Array),
  };
}

for (const name of ["reference", "fused", "native"] as const) {
  const { ignore, suffix } = name === "native" ? needsLibrary : { ignore: false, suffix: "" };
  Deno.test(`${name}: the gradient of a window of 4 lanes is tfjs's${suffix}`, { ignore }, async () => {
    const expected = await differentiateInTfjs();
    const engine = await createEngine(name, weights);
    engine.resetCarriedState(LANES);
    const { loss, gradient } = engine.gradient(
      swap(inputs, LANES, STEPS, 5),
      swap(targets, LANES, STEPS, 1),
      { lanes: LANES },
    );
    engine.dispose();
    assertAlmostEquals(loss, expected.loss, 1e-6);
    const gates = 4 * SHAPE.hiddenSize;
    const actual = inTfjsOrder(gradient as Weights<Float32Array>, gates);
    actual.forEach((tensor, k) => {
      const worst = Math.max(...tensor.map((value, i) => Math.abs(value - expected.gradients[k][i])));
      assert(
        worst < 1e-6 && expected.gradients[k].some((value) => Math.abs(value) > 1e-4),
        `tensor ${k}: ${worst}`,
      );
    });
  });
}

function inTfjsOrder(gradient: Weights<Float32Array>, gates: number): Float32Array[] {
  return [
    swap(Float32Array.from(gradient.weightIh), gates, SHAPE.inputSize, 1),
    swap(Float32Array.from(gradient.weightHh), gates, SHAPE.hiddenSize, 1),
    Float32Array.from(gradient.biasIh),
    Float32Array.from(gradient.weightOut),
    Float32Array.from(gradient.biasOut),
  ];
}
