import { assertEquals, assertThrows } from "@std/assert";
import { freshState } from "../../src/engine/state.ts";
import { mapTensors } from "../../src/model/weights.ts";
import { decodeCheckpoint, encodeCheckpoint } from "../../src/run/checkpoint.ts";

const shape = { inputSize: 2, hiddenSize: 2, biases: 1 } as const;
const checkpoint = {
  run: { configurationSha256: "1", trainSha256: "2", testSha256: "3" },
  state: {
    ...freshState(mapTensors(shape, (_, size) => Float32Array.from({ length: size }, (_, i) => Math.sin(i)))),
    firstMoments: mapTensors(shape, (_, size) => Float64Array.from({ length: size }, (_, i) => Math.PI * i)),
    step: 40_000,
    hidden: new Float32Array(2).fill(0.1),
  },
  epochs: [{
    epoch: 1,
    loss: 0.4,
    lossByFrequency: [0.1, 0.7],
    gradientNorm: { median: 1, max: 2, clippedShare: 0.5 },
    learningRate: 1e-4,
    seconds: 1,
    test: null,
  }],
};

Deno.test("checkpoint: state and epochs come back bit for bit", () => {
  assertEquals(decodeCheckpoint(encodeCheckpoint(checkpoint)), checkpoint);
});

Deno.test("checkpoint: a file that is cut off is refused", () => {
  const bytes = encodeCheckpoint(checkpoint);
  assertThrows(() => decodeCheckpoint(bytes.subarray(0, bytes.length / 2)), TypeError, "damaged");
});

Deno.test("checkpoint: not one byte can change unnoticed", () => {
  const bytes = encodeCheckpoint(checkpoint);
  for (let at = 0; at < bytes.length; at++) {
    for (const flip of [1, 0x20, 0xff]) { // 0x20 turns a capital letter into a small one
      bytes[at] ^= flip;
      assertThrows(() => decodeCheckpoint(bytes), TypeError);
      bytes[at] ^= flip;
    }
  }
  assertEquals(decodeCheckpoint(bytes), checkpoint);
});
