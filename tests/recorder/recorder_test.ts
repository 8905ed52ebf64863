/**
 * The TensorFlow.js recorder on real trainings: healthy ones and ones with a fault that the record must show.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readObservation } from "../../src/monitor/readers/mod.ts";
import { probe, recorder, type RecorderOptions } from "../../src/recorder/mod.ts";

const permitted = Deno.permissions.querySync({ name: "read" }).state === "granted" &&
  Deno.permissions.querySync({ name: "env" }).state === "granted";
const trainingTest = (name: string, fn: () => Promise<void>) =>
  Deno.test({ name: permitted ? name : `${name} (needs --allow-read, --allow-env)`, ignore: !permitted, fn });
const PORTABLE: string = "@tensorflow/tfjs";

async function tfjs(): Promise<typeof import("@tensorflow/tfjs")> {
  const tf = await import(PORTABLE);
  await tf.setBackend("cpu");
  return tf;
}

interface Change {
  readonly rate?: number;
  readonly output?: "softmax" | "relu";
  readonly zero?: boolean;
  readonly sorted?: boolean;
  readonly units?: number;
  readonly epochs?: number;
  readonly options?: RecorderOptions;
}

/** 120 points in three clusters, a small network, six epochs. */
async function train(
  { rate = 0.02, output = "softmax", zero = false, sorted = false, units = 16, epochs = 6, options }: Change,
) {
  const tf = await tfjs();
  const labels = Array.from({ length: 120 }, (_, i) => sorted ? Math.floor(i / 40) : i % 3);
  const x = tf.tensor2d(
    labels.map((label, i) => [label - 1 + Math.sin(i) / 4, (label % 2) + Math.cos(7 * i) / 4]),
  );
  const y = tf.oneHot(tf.tensor1d(labels, "int32"), 3).toFloat();
  const kernelInitializer = zero ? "zeros" : tf.initializers.glorotUniform({ seed: 1 });
  const model = tf.sequential();
  model.add(tf.layers.dense({ units, inputShape: [2], activation: "relu", kernelInitializer }));
  model.add(tf.layers.dense({ units: 3, activation: output, kernelInitializer }));
  model.compile({ optimizer: tf.train.adam(rate), loss: "categoricalCrossentropy" });
  let text = "";
  const said: string[] = [];
  const callbacks = recorder(model, {
    x,
    y,
    batchSize: 12,
    shuffle: !sorted,
    write: (line) => text += line,
    say: (verdict) => said.push(verdict),
    ...options,
  });
  await model.fit(x, y, { epochs, batchSize: 12, shuffle: !sorted, verbose: 0, callbacks });
  const observation = readObservation(new TextEncoder().encode(text));
  return { text, said: said.join("\n"), observation, first: diagnose(observation).findings[0]?.rule };
}

trainingTest("tfjs: the record holds the program, the layers and the losses, as Python's does", async () => {
  const { observation, said } = await train({});
  const { program, readings } = observation.evidence.recorded!;
  assertEquals([program.loss, program.outputActivation], ["categoricalCrossentropy", "softmax"]);
  assertEquals(program.targets?.counts, [40, 40, 40]);
  assertEquals(program.layers?.map(({ units, fanIn }) => [units, fanIn]), [[16, 2], [3, 16]]);
  assert(program.neighbours!.explained > 0.9 && program.neighbours!.rows === 120);
  assertEquals(program.layers?.map(({ activation }) => activation), ["relu", "softmax"]);
  assertEquals(readings.map(({ step }) => step), [0, 1, 50]);
  assert(Object.values(readings[0].updateRatios!).every((ratio) => ratio > 0.001 && ratio < 0.5));
  assertEquals(observation.history.trainLoss.length, 6);
  assert(said.includes("this training: 6 epochs"), said);
});

trainingTest("tfjs: a healthy training raises no alarm", async () => {
  const { observation } = await train({});
  const alarms = diagnose(observation).findings.filter(({ severity }) => severity !== "info");
  assertEquals(alarms.map(({ rule }) => rule), []);
});

trainingTest("tfjs: faults are named from the record", async () => {
  assertEquals((await train({ output: "relu" })).first, "output-does-not-fit-loss");
  assertEquals((await train({ zero: true })).first, "layer-initialisation");
  assertEquals((await train({ sorted: true })).first, "batches-sorted");
  assertEquals((await train({ rate: 1e-7 })).first, "update-size");
  assertEquals((await train({ units: 1, epochs: 60 })).first, "too-few-units");
});

trainingTest("tfjs: a model that was not compiled is refused", async () => {
  const tf = await tfjs();
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 1, inputShape: [1] }));
  assertThrows(() => recorder(model), TypeError, "not compiled");
});

/** 200 points in two clusters; `apart`: labels that belong to their points. */
async function probed(apart: boolean, rate: number) {
  const tf = await tfjs();
  const labels = Array.from({ length: 200 }, (_, i) => i % 2);
  const x = tf.tensor2d(labels.map((label, i) => [2 * label - 1 + Math.sin(i) / 4, Math.cos(7 * i)]));
  const y = tf.tensor2d(labels.map((label, i) => [apart ? label : Math.floor(i / 7) % 2]));
  const model = tf.sequential();
  const kernelInitializer = tf.initializers.glorotUniform({ seed: 1 });
  model.add(tf.layers.dense({ units: 16, inputShape: [2], activation: "relu", kernelInitializer }));
  model.add(tf.layers.dense({ units: 1, activation: "sigmoid", kernelInitializer }));
  model.compile({ optimizer: tf.train.adam(rate), loss: "binaryCrossentropy" });
  const weights = () => model.getWeights().map((weight) => [...weight.dataSync()]);
  const before = weights(), tensors = tf.memory().numTensors;
  let text = "";
  const said: string[] = [];
  await probe(model, {
    x,
    y,
    steps: 40,
    write: (line) => text += line,
    say: (verdict) => said.push(verdict),
  });
  const { experiments } = readObservation(new TextEncoder().encode(text)).evidence.recorded!;
  return {
    experiments,
    said: said.join(),
    untouched: [before, weights()],
    kept: tf.memory().numTensors - tensors,
  };
}

trainingTest(
  "tfjs: experiments show what a healthy program learns, and leave the model as it was",
  async () => {
    const { experiments: { oneBatch, labels, inputs, lossAtStart }, untouched, kept } = await probed(
      true,
      0.05,
    );
    assertEquals(untouched[0], untouched[1]);
    assertEquals(kept, 0);
    assert(oneBatch!.last < oneBatch!.first / 2);
    assert(labels!.asTheyAre < 0.5 * labels!.shuffled);
    assert(inputs!.asTheyAre < 0.5 * inputs!.zero);
    assertEquals(lossAtStart!.expected, Math.LN2);
  },
);

trainingTest(
  "tfjs: experiments show labels that do not belong to their rows, and a rate that is too low",
  async () => {
    const { experiments: { labels } } = await probed(false, 0.05);
    assert(labels!.asTheyAre > 0.9 * labels!.shuffled);
    const { experiments: { rates } } = await probed(true, 1e-5);
    assert(rates!.at(-1)!.loss < rates![3].loss / 2);
  },
);
