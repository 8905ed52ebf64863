import { assertAlmostEquals, assertEquals } from "@std/assert";
import { gateUse } from "../../src/evaluation/gate_use.ts";
import { weightScale } from "../../src/evaluation/weight_scale.ts";
import { initialise } from "../../src/model/mod.ts";
import { mapTensors } from "../../src/model/weights.ts";
import { makeRows } from "../../src/signal/mod.ts";

const rows = makeRows({ frequenciesHz: [1, 3], sampleRateHz: 50, durationSeconds: 4, noise: "softened" });
const shape = { inputSize: 3, hiddenSize: 8, biases: 2 } as const;
const usual = initialise(shape, { scheme: "pytorch", seed: 1 });

Deno.test("gate use: fresh weights leave every gate in its working range and every unit alive", () => {
  const { gates, units } = gateUse(usual, rows);
  for (const { closed, open } of Object.values(gates)) assertEquals(closed + open, 0);
  assertEquals(units, { total: 8, dead: 0 });
});

Deno.test("gate use: a bias of -12 shuts the input gates, and the units stand still", () => {
  const shut = { ...usual, biasIh: usual.biasIh.map((bias, row) => row < 8 ? bias - 12 : bias) };
  const { gates, units } = gateUse(shut, rows);
  assertEquals([gates.input.closed, gates.forget.closed, units.dead], [1, 0, 8]);
});

Deno.test("weight scale: 1 for PyTorch's start, 0 for zeros, proportional", () => {
  const large = initialise({ inputSize: 5, hiddenSize: 64, biases: 2 }, { scheme: "pytorch", seed: 1 });
  assertAlmostEquals(weightScale(large), 1, 0.02);
  assertEquals(weightScale(mapTensors(shape, (_, size) => new Float32Array(size))), 0);
  const scaled = {
    ...large,
    weightHh: large.weightHh.map((w) => 3 * w),
    weightIh: large.weightIh.map((w) => 3 * w),
  };
  assertAlmostEquals(weightScale(scaled), 3, 0.1);
});
