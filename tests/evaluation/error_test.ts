import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createReferenceEngine } from "../../src/engine/reference/engine.ts";
import { measureError, predictRows } from "../../src/evaluation/mod.ts";
import { initialise, mapTensors, traceNetwork } from "../../src/model/mod.ts";
import { makeRows } from "../../src/signal/mod.ts";

const SHAPE = { inputSize: 5, hiddenSize: 4, biases: 2 } as const;
const rows = makeRows({ noise: "softened", sampleRateHz: 50, durationSeconds: 2 });

Deno.test("a network of zeros has the error of predicting zero, by frequency in frequency order", () => {
  const engine = createReferenceEngine(mapTensors(SHAPE, (_, size) => new Float32Array(size)));
  const { mse, byFrequency } = measureError(engine, rows);
  const expected = [0, 1, 2, 3].map((selector) =>
    rows.targets.slice(selector * 100, (selector + 1) * 100).reduce((sum, target) => sum + target ** 2, 0) /
    100
  );
  expected.forEach((value, selector) => assertAlmostEquals(byFrequency[selector], value, 1e-12));
  assertAlmostEquals(mse, expected.reduce((sum, value) => sum + value) / 4, 1e-12);
});

Deno.test("each selector starts from the zero state, and a carried state plays no part", () => {
  const weights = initialise(SHAPE, { scheme: "pytorch", seed: 1 });
  const engine = createReferenceEngine(weights);
  engine.trainOnline(rows.inputs, rows.targets, { learningRate: 0 }); // leaves a carried state behind
  const before = engine.exportState();
  const outputs = predictRows(engine, rows);
  for (let selector = 0; selector < 4; selector++) {
    const alone = traceNetwork(weights, rows.inputs.subarray(selector * 500, (selector + 1) * 500)).outputs;
    assertEquals(outputs.slice(selector * 100, (selector + 1) * 100), Float32Array.from(alone));
  }
  assertEquals(engine.exportState(), before);
});

Deno.test("a network for other rows is refused", () => {
  const engine = createReferenceEngine(
    initialise({ ...SHAPE, inputSize: 3 }, { scheme: "pytorch", seed: 1 }),
  );
  assertThrows(
    () => measureError(engine, rows),
    TypeError,
    "the network reads 3 values a row, the data has 5",
  );
});
