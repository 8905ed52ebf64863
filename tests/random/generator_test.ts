import { assertEquals, assertThrows } from "@std/assert";
import { createGenerator } from "../../src/random/generator.ts";

// numpy.random.seed(s); numpy.random.random_sample(3), printed with repr.
const NUMPY: Readonly<Record<number, readonly number[]>> = {
  0: [0.5488135039273248, 0.7151893663724195, 0.6027633760716439],
  1: [0.417022004702574, 0.7203244934421581, 0.00011437481734488664],
  2: [0.43599490214200376, 0.025926231827891333, 0.5496624778787091],
  4294967295: [0.0976320289940138, 0.9123828453026218, 0.78903530185164],
};

Deno.test("a seed gives the numbers of NumPy's legacy generator, 0 and the largest seed included", () => {
  for (const [seed, expected] of Object.entries(NUMPY)) {
    const { next } = createGenerator(Number(seed));
    assertEquals([next(), next(), next()], expected);
  }
});

Deno.test("a seed outside 32 bits is refused", () => {
  for (const seed of [-1, 0.5, 2 ** 32, NaN]) {
    assertThrows(() => createGenerator(seed), RangeError, "seed must be an integer from 0 to 4294967295");
  }
});
