import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createEngine } from "../../src/engine/mod.ts";
import { initialise, mapTensors, type Weights } from "../../src/model/mod.ts";
import { slowDown } from "../../src/training/time_warp.ts";

const shape = { inputSize: 5, hiddenSize: 8, biases: 2 } as const;
const random = initialise(shape, { scheme: "pytorch", seed: 3 });

/** Random biases, no recurrence, no output gate's work: the cell then obeys the closed form exactly. */
const uncoupled: Weights<Float32Array> = {
  ...random,
  weightIh: new Float32Array(random.weightIh.length),
  weightHh: new Float32Array(random.weightHh.length),
};

const outputAfter = async (weights: Weights<Float32Array>, steps: number) => {
  const engine = await createEngine("reference", weights);
  const output = engine.predict(new Float32Array(steps * 5)).at(-1)!;
  engine.dispose();
  return output;
};

Deno.test("time warp: k fine steps do what one coarse step does, where gates do not move", async () => {
  for (const factor of [2, 2.5, 10]) {
    for (const steps of [2, 10]) {
      const coarse = await outputAfter(uncoupled, steps);
      const fine = await outputAfter(slowDown(uncoupled, factor), steps * factor);
      assertAlmostEquals(fine, coarse, 2e-6);
    }
  }
});

Deno.test("time warp: long memories shift by ln k, as Tallec and Ollivier have it", () => {
  const slow = mapTensors(shape, (name, size) => new Float32Array(size).fill(name === "biasIh" ? 7 : 0));
  const slower = slowDown(slow, 4);
  assertAlmostEquals(slower.biasIh[8] - 7, Math.log(4), 1e-3); // forget gate
  const input = 1 / (1 + Math.exp(-slower.biasIh[0]));
  assertAlmostEquals(input, 1 / 4, 1e-3);
});

Deno.test("time warp: only input and forget biases change, and a factor of 1 changes nothing", () => {
  const slowed = slowDown(random, 2);
  for (const name of ["weightIh", "weightHh", "biasHh", "weightOut", "biasOut"] as const) {
    assertEquals(slowed[name], random[name]);
  }
  assertEquals(slowed.biasIh.subarray(16), random.biasIh.subarray(16));
  assertEquals(slowDown(random, 1), random);
  assert(slowDown(random, 1).biasIh !== random.biasIh, "a copy");
});

Deno.test("time warp: gates that are all but closed or open stay finite", () => {
  const extreme = mapTensors(shape, (_, size) => new Float32Array(size).fill(60));
  assert(slowDown(extreme, 2).biasIh.every(Number.isFinite));
});

Deno.test("time warp: an impossible factor is refused", () => {
  for (const factor of [0, -1, NaN, Infinity]) {
    assertThrows(() => slowDown(random, factor), RangeError, "positive number");
  }
});
