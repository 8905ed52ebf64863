import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createReferenceEngine } from "../../src/engine/reference/engine.ts";
import { evaluate, measureError, PROTOCOL } from "../../src/evaluation/mod.ts";
import { initialise } from "../../src/model/mod.ts";
import { makeRows } from "../../src/signal/mod.ts";

const signal = { noise: "softened", sampleRateHz: 100 } as const;
const train = makeRows({ ...signal, seed: 1 });
const test = makeRows({ ...signal, seed: 2 });
const engine = createReferenceEngine(
  initialise({ inputSize: 5, hiddenSize: 8, biases: 2 }, { scheme: "pytorch", seed: 1 }),
);
const evaluation = evaluate(engine, { train, test });

Deno.test("errors are those of frozen weights on each set, overall and by frequency", () => {
  const [onTrain, onTest] = [measureError(engine, train), measureError(engine, test)];
  assertEquals([evaluation.trainMse, evaluation.trainMseByFrequency], [onTrain.mse, onTrain.byFrequency]);
  assertEquals([evaluation.testMse, evaluation.testMseByFrequency], [onTest.mse, onTest.byFrequency]);
  assertEquals(evaluation.protocol, PROTOCOL);
});

Deno.test("R2 compares with the variance of the target, which is 1/2 for whole periods of a sine", () => {
  assertAlmostEquals(evaluation.testR2, 1 - evaluation.testMse / 0.5, 1e-6);
});

Deno.test("the gap is test minus train, inside its interval", () => {
  const { value, interval } = evaluation.generalisationGap;
  assertEquals(value, evaluation.testMse - evaluation.trainMse);
  assert(interval.low <= value && value <= interval.high);
  assert(interval.method.includes("blocks of 100 samples"));
});

Deno.test("baselines: zero and mean have the sine's variance, one sample of a clean mixture tells more", () => {
  assertAlmostEquals(evaluation.baselines.zero, 0.5, 1e-6);
  assertAlmostEquals(evaluation.baselines.mean, 0.5, 1e-6);
  assert(
    evaluation.baselines.memoryless < 0.375,
    "no worse than the best linear function of one sample, 1/2 - 1/8",
  );
});

Deno.test("recordings that do not match are refused", () => {
  const shorter = makeRows({ ...signal, durationSeconds: 5 });
  assertThrows(
    () => evaluate(engine, { train, test: shorter }),
    TypeError,
    "must match, given: 4 x 1000 and 4 x 500 rows",
  );
});
