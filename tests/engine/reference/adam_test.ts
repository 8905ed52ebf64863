import { assertAlmostEquals, assertEquals } from "@std/assert";
import { adamUpdate, globalNorm } from "../../../src/engine/reference/adam.ts";
import { freshState } from "../../../src/engine/mod.ts";
import { mapTensors } from "../../../src/model/mod.ts";

const SHAPE = { inputSize: 1, hiddenSize: 1, biases: 2 } as const;
const ones = () => mapTensors(SHAPE, (_, size) => new Float32Array(size).fill(1));
const gradient = (value: number) => mapTensors(SHAPE, (_, size) => new Float64Array(size).fill(value));
const ENTRIES = 4 + 4 + 4 + 4 + 1 + 1;

Deno.test("the norm runs over all tensors", () => {
  assertAlmostEquals(globalNorm(gradient(3)), 3 * Math.sqrt(ENTRIES), 1e-12);
});

Deno.test("the first step moves every weight by the rate against the gradient's sign", () => {
  // m / (1 - beta1) = g and v / (1 - beta2) = g^2, so the step is rate g / (|g| + epsilon).
  const state = freshState(ones());
  adamUpdate(state, gradient(-0.3), 1, { learningRate: 0.25 });
  assertAlmostEquals(state.weights.weightHh[0], 1.25, 1e-6);
});

Deno.test("clipping scales the gradient before Adam sees it", () => {
  const state = freshState(ones());
  adamUpdate(state, gradient(3), 1, { learningRate: 0.1, clipNorm: 1 });
  assertAlmostEquals(state.firstMoments.weightHh[0], 0.1 * 3 / (3 * Math.sqrt(ENTRIES) + 1e-6), 1e-15);
});

Deno.test("weight decay is added after clipping", () => {
  const state = freshState(ones());
  adamUpdate(state, gradient(0), 1, { learningRate: 0, clipNorm: 1e-9, weightDecay: 0.5 });
  assertAlmostEquals(state.firstMoments.weightHh[0], 0.1 * 0.5, 1e-15);
  assertEquals(state.weights, ones());
});
