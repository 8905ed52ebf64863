import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { probeGradientReach } from "../../../src/evaluation/probes/mod.ts";
import { initialise, mapTensors, sigmoid } from "../../../src/model/mod.ts";
import { makeRows } from "../../../src/signal/mod.ts";
import { CLOCK, SIGNAL } from "./known_networks.ts";

const inputs = makeRows(SIGNAL).inputs.subarray(0, 5 * 1000);

Deno.test("a cell that only forgets loses its gradient by the forget gate at every step", () => {
  const shape = { inputSize: 5, hiddenSize: 1, biases: 1 } as const;
  const leak = mapTensors(shape, (name, size) => new Float32Array(size).fill(name === "weightOut" ? 1 : 0));
  leak.biasIh[1] = 2;
  const { norms, onePercentLag } = probeGradientReach(leak, inputs, { maxLag: 50 });
  const forget = sigmoid(2);
  assertEquals(norms[0], 1);
  for (const lag of [1, 2, 10, 50]) assertAlmostEquals(norms[lag], 0.5 * forget ** lag, 1e-9); // output gate 1/2
  assertEquals(onePercentLag, Math.ceil(Math.log(0.02) / Math.log(forget)));
});

Deno.test("a clock's gradient does not fade", () => {
  const { norms, onePercentLag } = probeGradientReach(CLOCK, inputs, { maxLag: 500 });
  assertEquals(onePercentLag, null);
  assertAlmostEquals(norms[500] / norms[1], 1, 0.01);
});

Deno.test("PyTorch's initial weights let it fade within a few steps", () => {
  const weights = initialise({ inputSize: 5, hiddenSize: 64, biases: 2 }, { scheme: "pytorch", seed: 0 });
  const { lags, onePercentLag } = probeGradientReach(weights, inputs, { maxLag: 100 });
  assertEquals(lags.length, 101);
  assert(onePercentLag !== null && onePercentLag < 20, `${onePercentLag}`);
});

Deno.test("a lag beyond the recording is refused", () => {
  assertThrows(
    () => probeGradientReach(CLOCK, inputs, { maxLag: 1000 }),
    RangeError,
    "maxLag must be 1 to 999",
  );
});
