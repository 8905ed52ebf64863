import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { CURRICULA, quickStages } from "../../src/training/curricula.ts";
import { epochCount, horizonAt, positionOf, rateAt, stageSchema } from "../../src/training/stage.ts";
import { NOISE_NAMES } from "../../src/signal/mod.ts";

const stages = CURRICULA.literal;

Deno.test("stages: every epoch of a run lies in one stage", () => {
  const total = epochCount(stages);
  const visited = Array.from({ length: total }, (_, i) => positionOf(stages, i + 1));
  for (const [index, { epochs }] of stages.entries()) {
    const own = visited.filter((position) => position.index === index);
    assertEquals(own.map(({ epoch }) => epoch), Array.from({ length: epochs }, (_, i) => i));
  }
  for (const epoch of [0, total + 1]) assertThrows(() => positionOf(stages, epoch), RangeError, `${total}`);
});

Deno.test("stages: horizons share the epochs out equally, in order", () => {
  const stage = { ...stages[0], epochs: 6, horizonsSeconds: [1, 2, 10] };
  assertEquals([0, 1, 2, 3, 4, 5].map((epoch) => horizonAt(stage, epoch)), [1, 1, 2, 2, 10, 10]);
});

Deno.test("stages: the rate falls from its value to 0 with a cosine", () => {
  const stage = { ...stages[0], learningRate: 0.2 };
  assertEquals(rateAt(stage, 0), 0.2);
  assertAlmostEquals(rateAt(stage, 0.5), 0.1);
  assertAlmostEquals(rateAt(stage, 1), 0);
});

Deno.test("curricula: every noise preset has one that ends at the full rate", () => {
  for (const noise of NOISE_NAMES) {
    CURRICULA[noise].forEach((stage) => stageSchema.parse(stage));
    assertEquals(CURRICULA[noise].at(-1)!.decimation, 1);
    const decimations = CURRICULA[noise].map(({ decimation }) => decimation);
    assertEquals(decimations, [...decimations].sort((a, b) => b - a));
  }
});

Deno.test("stages: a record that calls the warm-up graceSeconds, as older ones do, reads the same", () => {
  const { warmUpSeconds, ...others } = CURRICULA.quarter[0];
  assertEquals(stageSchema.parse({ ...others, graceSeconds: warmUpSeconds }), CURRICULA.quarter[0]);
  assertThrows(() =>
    stageSchema.parse({ ...CURRICULA.quarter[0], graceSeconds: -1, warmUpSeconds: undefined })
  );
});

Deno.test("curricula: quick stages keep everything but the epochs", () => {
  assertEquals(epochCount(quickStages(stages, 2)), 2 * stages.length);
  assertEquals(quickStages(stages, 1e6), stages);
});
