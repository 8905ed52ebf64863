import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { createEngine } from "../../src/engine/mod.ts";
import { initialise, mapTensors, modelFiles, weightsFromFiles } from "../../src/model/mod.ts";
import { makeRows } from "../../src/signal/mod.ts";

const SHAPE = { inputSize: 5, hiddenSize: 8, biases: 2 } as const;
const trained = initialise(SHAPE, { scheme: "pytorch", seed: 11 });

/** Loads the files as `tf.loadLayersModel` loads them from a disk. */
async function loadInTfjs({ modelJson, weightsBin }: ReturnType<typeof modelFiles>): Promise<tf.LayersModel> {
  const { modelTopology, weightsManifest, format, generatedBy } = JSON.parse(modelJson);
  const weightSpecs = weightsManifest[0].weights;
  return await tf.loadLayersModel(
    tf.io.fromMemory({ modelTopology, weightSpecs, weightData: weightsBin.buffer, format, generatedBy }),
  );
}

for (const hiddenSize of [8, 64]) {
  Deno.test(`tf.loadLayersModel opens the files of ${hiddenSize} units and predicts the same`, async () => {
    await tf.setBackend("cpu");
    const weights = initialise({ ...SHAPE, hiddenSize }, { scheme: "pytorch", seed: 11 });
    const { inputs } = makeRows({ noise: "softened", sampleRateHz: 50, durationSeconds: 2 });
    const steps = inputs.length / 5;
    const model = await loadInTfjs(modelFiles(weights));
    const predicted = (model.predict(tf.tensor(inputs, [1, steps, 5])) as tf.Tensor).dataSync();
    const engine = await createEngine("reference", weights);
    const expected = engine.predict(inputs);
    assertEquals(predicted.length, expected.length);
    expected.forEach((value, t) => assertAlmostEquals(predicted[t], value, 1e-5));
  });
}

Deno.test("files read back as the network with its biases summed", () => {
  const read = weightsFromFiles(modelFiles(trained));
  assertEquals(read.shape, SHAPE);
  for (const name of ["weightIh", "weightHh", "weightOut", "biasOut"] as const) {
    assertEquals(read[name], trained[name]);
  }
  assertEquals(read.biasIh, trained.biasIh.map((value, i) => value + trained.biasHh[i]));
  assertEquals(modelFiles(read), modelFiles(trained));
});

Deno.test("one bias vector reads back bit for bit", () => {
  const keras = initialise({ ...SHAPE, biases: 1 }, { scheme: "keras", seed: 1 });
  assertEquals(weightsFromFiles(modelFiles(keras)), keras);
});

Deno.test("files that are not a whole model are refused with the reason", () => {
  const files = modelFiles(trained);
  const refused = (changed: Partial<typeof files>, message: string) =>
    assertThrows(() => weightsFromFiles({ ...files, ...changed }), TypeError, message);
  refused(
    { modelJson: files.modelJson.slice(0, 100) },
    "model.json: not valid JSON (cut off or damaged, 100 characters)",
  );
  refused({ modelJson: "{}" }, "model.json: modelTopology");
  refused({ modelJson: files.modelJson.replace('"biases": 2', '"biases": 7') }, "userDefinedMetadata.biases");
  refused(
    { weightsBin: files.weightsBin.slice(0, -4) },
    "weights.bin: 1828 bytes needed for 8 units, given: 1824",
  );
  const broken = mapTensors(
    SHAPE,
    (name, size) => name === "biasOut" ? new Float32Array([NaN]) : new Float32Array(size),
  );
  refused(modelFiles(broken), "weights.bin: value 457 is NaN; every weight must be finite");
});

Deno.test("saving loads no TensorFlow: the topology is plain JSON", () => {
  const { modelTopology } = JSON.parse(modelFiles(trained).modelJson);
  assertEquals(modelTopology.config.layers.map((layer: { class_name: string }) => layer.class_name), [
    "LSTM",
    "Dense",
  ]);
  assert(modelTopology.config.layers[0].config.recurrent_activation === "sigmoid"); // tfjs's own default is hardSigmoid
});
