import { assertEquals, assertThrows } from "@std/assert";
import { PHASE_RANGES, phaseRange, sampleCount, signalConfiguration } from "../../src/signal/mod.ts";

Deno.test("the defaults are the exercise's", () => {
  const configuration = signalConfiguration();
  assertEquals(configuration.frequenciesHz, [1, 3, 5, 7]);
  assertEquals(sampleCount(configuration), 10_000);
});

Deno.test("presets are the three phase ranges in use, and any width in radians is a range too", () => {
  assertEquals(PHASE_RANGES, { literal: 2 * Math.PI, quarter: Math.PI / 4, softened: 0.02 * Math.PI });
  assertEquals([phaseRange("quarter"), phaseRange(0.5)], [Math.PI / 4, 0.5]);
});

const REFUSED = [
  [{ frequenciesHz: [1, 500] }, "frequenciesHz must be above 0 and below the Nyquist frequency of 500 Hz"],
  [{ frequenciesHz: [1, 3, 5, 7], sampleRateHz: 12 }, "Nyquist frequency of 6 Hz (half of 12 Hz), given: 7"],
  [{ frequenciesHz: [] }, "at least one frequency"],
  [{ frequenciesHz: [-1] }, "given: -1"],
  [{ sampleRateHz: -1000 }, "sampleRateHz must be a positive number, given: -1000"],
  [{ sampleRateHz: NaN }, "given: NaN"],
  [{ durationSeconds: 0 }, "durationSeconds must be a positive number, given: 0"],
  [
    { durationSeconds: 0.001 },
    "durationSeconds must be 2 to 500000 samples at 1000 Hz (memory: 4 blocks of rows), given: 0.001 s, 1 samples",
  ],
  [{ durationSeconds: 10_000 }, "2 to 500000 samples at 1000 Hz (memory: 4 blocks of rows)"],
  [{ frequenciesHz: Array.from({ length: 300 }, (_, i) => i + 1) }, "2 to 132 samples"],
  [{ startSeconds: Infinity }, "startSeconds must be a number from -1000000 to 1000000, given: Infinity"],
  [{ startSeconds: -1e300 }, "startSeconds must be"],
  [{ amplitudeRange: [1.2, 0.8] as const }, "amplitudeRange must be two numbers in order"],
  [{ amplitudeRange: [0, 1e39] as const }, "amplitudeRange must be two numbers in order from -1000000"],
  [{ noise: "constructor" as "literal" }, "noise must be one of literal, quarter, softened"],
  [{ noise: 1e300 }, "noise must be a phase range of at most 1000000 radians"],
  [
    { noise: "loud" as "literal" },
    "noise must be one of literal, quarter, softened or a phase range in radians, given: loud",
  ],
  [{ noise: -1 }, "given: -1"],
  [{ grid: "inclusive" as "endpoint" }, "grid must be one of exclusive, endpoint, given: inclusive"],
  [{ seed: 1.5 }, "seed must be an integer from 0 to 4294967295, given: 1.5"],
] as const;

for (const [options, message] of REFUSED) {
  Deno.test(`refused: ${JSON.stringify(options)}`, () => {
    assertThrows(() => signalConfiguration(options), RangeError, message);
  });
}
