import { assert, assertAlmostEquals, assertEquals, assertFalse } from "@std/assert";
import { createEngine, type Engine } from "../../src/engine/mod.ts";
import { initialise } from "../../src/model/mod.ts";
import { makeRows } from "../../src/signal/mod.ts";
import { type OnlineConfiguration, onlineConfiguration, signalOf } from "../../src/training/configuration.ts";
import type { EpochRecord } from "../../src/training/epoch.ts";
import { type TrainingEvent, trainOnline } from "../../src/training/online.ts";

/** Two sines, half a second: 1,000 rows an epoch. */
const configuration = onlineConfiguration({
  hiddenSize: 8,
  epochs: 3,
  learningRate: 1e-3,
  frequenciesHz: [5, 7],
  durationSeconds: 0.5,
  testEvery: 2,
});
const rowsOf = (configuration: OnlineConfiguration) =>
  makeRows(signalOf(configuration, configuration.trainSeed));
const newEngine = (name: "fused" | "reference" = "fused") =>
  createEngine(name, initialise({ inputSize: 3, hiddenSize: 8, biases: 2 }, { scheme: "pytorch", seed: 0 }));

function train(
  engine: Engine,
  options: Partial<OnlineConfiguration> = {},
  done: readonly EpochRecord[] = [],
) {
  const changed = { ...configuration, ...options };
  const measure = () => ({ mse: 0.25, byFrequency: [0.2, 0.3] });
  return [...trainOnline({ engine, rows: rowsOf(configuration), configuration: changed, done, measure })];
}

const recordsOf = (events: readonly TrainingEvent[]) =>
  events.flatMap((event) => event.kind === "epoch" ? [event.record] : []);
const withoutTime = (records: readonly EpochRecord[]) => records.map((record) => ({ ...record, seconds: 0 }));

Deno.test("online training: an epoch's running loss is the mean of the losses before each update", async () => {
  const engine = await newEngine();
  const { inputs, targets, samples } = rowsOf(configuration);
  const options = { learningRate: 1e-3, clipNorm: 1 };
  const means: number[] = [];
  for (const from of [0, samples]) {
    engine.resetCarriedState();
    const { losses } = engine.trainOnline(
      inputs.subarray(3 * from, 3 * (from + samples)),
      targets.subarray(from, from + samples),
      options,
    );
    means.push(losses.reduce((sum, loss) => sum + loss) / samples);
  }
  const [first] = recordsOf(train(await newEngine(), { epochs: 1 }));
  assertEquals(first.lossByFrequency.map(Math.fround), means.map(Math.fround));
  assertAlmostEquals(first.loss, (means[0] + means[1]) / 2, 1e-7);
});

Deno.test("online training: the carried state starts at zero at each selector's first row", async () => {
  const engine = await newEngine();
  const [first] = recordsOf(train(engine, { epochs: 1, learningRate: 1e-30 }));
  const { inputs, targets, samples } = rowsOf(configuration);
  const frozen = await newEngine();
  const expected = [0, samples].map((from) => {
    const outputs = frozen.predict(inputs.subarray(3 * from, 3 * (from + samples)));
    return outputs.reduce((sum, output, i) => sum + (output - targets[from + i]) ** 2, 0) / samples;
  });
  first.lossByFrequency.forEach((loss, i) => assertAlmostEquals(loss, expected[i], 1e-5));
});

Deno.test("online training: a resumed run gives the same bytes as an uninterrupted one", async () => {
  for (const dropout of [0, 0.5]) {
    const whole = await newEngine();
    const records = recordsOf(train(whole, { dropout }));

    const before = await newEngine();
    const done = recordsOf(train(before, { dropout, epochs: 1 }));
    const after = await newEngine();
    after.importState(before.exportState());
    const resumed = recordsOf(train(after, { dropout }, done));

    assertEquals(after.exportState(), whole.exportState());
    assertEquals(withoutTime([...done, ...resumed]).map(({ loss }) => loss), records.map(({ loss }) => loss));
  }
});

Deno.test("online training: dropout and weight decay reach the updates", async () => {
  const plain = recordsOf(train(await newEngine()))[2].loss;
  assert(recordsOf(train(await newEngine(), { dropout: 0.5 }))[2].loss !== plain);
  assert(recordsOf(train(await newEngine(), { weightDecay: 1 }))[2].loss !== plain);
});

Deno.test("online training: the reference engine tells the same story", async () => {
  const fused = recordsOf(train(await newEngine("fused")));
  const reference = recordsOf(train(await newEngine("reference")));
  fused.forEach(({ loss, gradientNorm }, i) => {
    assertAlmostEquals(loss, reference[i].loss, 1e-5);
    assertAlmostEquals(gradientNorm.median, reference[i].gradientNorm.median, 1e-4);
  });
});

Deno.test("online training: test MSE is measured every testEvery epochs and at the end", async () => {
  const tests = recordsOf(train(await newEngine())).map(({ test }) => test?.mse ?? null);
  assertEquals(tests, [null, 0.25, 0.25]);
});

Deno.test("online training: stops early when patience is over", async () => {
  const records = recordsOf(train(await newEngine(), { epochs: 50, patience: 2, minDelta: 10 }));
  assertEquals(records.length, 3);
});

Deno.test("online training: stops when the loss is no longer a number", async () => {
  const records = recordsOf(train(await newEngine(), { epochs: 5, learningRate: 1e38 }));
  assertEquals(records.length, 1);
  assertFalse(Number.isFinite(records[0].loss));
});

Deno.test("online training: progress grows to 1 in every epoch", async () => {
  const fractions = train(await newEngine(), { epochs: 1 })
    .flatMap((event) => event.kind === "progress" ? [event.fraction] : []);
  assertEquals(fractions, [0.5, 1]);
});
