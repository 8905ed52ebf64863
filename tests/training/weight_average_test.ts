import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { mapTensors } from "../../src/model/mod.ts";
import { setAverage, updateAverage, UPDATES_PER_LOOK } from "../../src/training/weight_average.ts";

const shape = { inputSize: 5, hiddenSize: 8, biases: 2 } as const;
const filled = (value: number) => mapTensors(shape, (_, size) => new Float32Array(size).fill(value));

Deno.test("weight average: weights are read only when a look is due", () => {
  let looks = 0;
  const read = () => (looks++, filled(1));
  const average = filled(0);
  for (let updates = 1; updates <= 10 * UPDATES_PER_LOOK; updates++) {
    updateAverage(average, read, updates, 0.9);
  }
  assertEquals(looks, 10);
});

Deno.test("weight average: jitter around a point averages out, every tensor alike", () => {
  const average = filled(0);
  for (let look = 1; look <= 400; look++) {
    const jitter = look % 2 === 0 ? 1 : -1;
    updateAverage(average, () => filled(5 + jitter), look * UPDATES_PER_LOOK, 0.95);
  }
  for (const tensor of [average.weightHh, average.biasHh, average.weightOut]) {
    assert(tensor.every((value) => Math.abs(value - 5) < 0.05));
  }
});

Deno.test("weight average: a young average forgets its start", () => {
  const average = filled(100);
  for (let look = 1; look <= 20; look++) {
    updateAverage(average, () => filled(0), look * UPDATES_PER_LOOK, 0.999);
  }
  assertAlmostEquals(average.biasOut[0], 0, 0.1);
});

Deno.test("weight average: it can be set to given weights", () => {
  const average = filled(1);
  setAverage(average, filled(2));
  assertEquals(average, filled(2));
});
