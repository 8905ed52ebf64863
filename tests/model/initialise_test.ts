import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createGenerator } from "../../src/random/generator.ts";
import { initialise, mapTensors, TENSOR_NAMES } from "../../src/model/mod.ts";

const SHAPE = { inputSize: 5, hiddenSize: 16, biases: 2 } as const;

Deno.test("pytorch: every entry is the next draw of uniform(-1/sqrt(H), 1/sqrt(H)), in tensor order", () => {
  const { next } = createGenerator(3);
  const expected = mapTensors(
    SHAPE,
    (_, size) => Float32Array.from({ length: size }, () => -0.25 + 0.5 * next()),
  );
  assertEquals(initialise(SHAPE, { scheme: "pytorch", seed: 3 }), expected);
});

Deno.test("pytorch with one bias vector: the second is zero", () => {
  const { biasIh, biasHh } = initialise({ ...SHAPE, biases: 1 }, { scheme: "pytorch", seed: 3 });
  assert(biasIh.every((value) => value !== 0));
  assertEquals(biasHh, new Float32Array(64));
});

Deno.test("keras: recurrent columns are orthonormal, forget bias 1, other biases 0", () => {
  const { weightHh, biasIh, biasOut } = initialise(SHAPE, { scheme: "keras", seed: 3 });
  for (let a = 0; a < 16; a++) {
    for (let b = 0; b <= a; b++) {
      let product = 0;
      for (let row = 0; row < 64; row++) product += weightHh[row * 16 + a] * weightHh[row * 16 + b];
      assertAlmostEquals(product, a === b ? 1 : 0, 1e-6);
    }
  }
  assertEquals([...biasIh], Array.from({ length: 64 }, (_, row) => row >= 16 && row < 32 ? 1 : 0));
  assertEquals([...biasOut], [0]);
});

Deno.test("keras: input and output weights fill their Glorot ranges", () => {
  const { weightIh, weightOut } = initialise({ ...SHAPE, hiddenSize: 64 }, { scheme: "keras", seed: 3 });
  const largest = (values: Float32Array) => Math.max(...values.map(Math.abs));
  assertAlmostEquals(largest(weightIh), Math.sqrt(6 / (5 + 256)), 0.002);
  assertAlmostEquals(largest(weightOut), Math.sqrt(6 / 65), 0.03);
});

Deno.test("the same seed gives the same bytes, another seed others", () => {
  for (const scheme of ["pytorch", "keras"] as const) {
    assertEquals(initialise(SHAPE, { scheme, seed: 5 }), initialise(SHAPE, { scheme, seed: 5 }));
    const [one, other] = [5, 6].map((seed) => initialise(SHAPE, { scheme, seed }));
    assert(TENSOR_NAMES.some((name) => one[name].some((value, i) => value !== other[name][i])));
  }
});

Deno.test("sizes and schemes that are not allowed are refused", () => {
  const start = { scheme: "pytorch", seed: 1 } as const;
  assertThrows(
    () => initialise({ ...SHAPE, hiddenSize: 0 }, start),
    RangeError,
    "hiddenSize must be a positive integer, given: 0",
  );
  assertThrows(
    () => initialise({ ...SHAPE, biases: 3 as 2 }, start),
    RangeError,
    "biases must be 1 (Keras) or 2 (PyTorch)",
  );
  assertThrows(
    () => initialise(SHAPE, { scheme: "zeros" as "keras", seed: 1 }),
    RangeError,
    "pytorch, keras, given: zeros",
  );
});
