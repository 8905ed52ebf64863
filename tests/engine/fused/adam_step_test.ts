import { assertEquals } from "@std/assert";
import { adamSteps } from "../../../src/engine/fused/adam_step.ts";

const ADAM = { learningRate: 1e-4, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** A step from its formula, every power anew. */
function stepFromFormula(step: number) {
  const { learningRate, beta1, beta2, epsilon } = ADAM;
  const updates = step % 64;
  const gain1 = beta1 ** -updates;
  const gain2 = beta2 ** (-updates / 2);
  const root = Math.sqrt((1 - beta2 ** step) / (1 - beta2));
  return {
    rate: learningRate * (1 - beta1) / (1 - beta1 ** step) * root * gain2 / gain1,
    floor: epsilon * root * gain2,
    decay1: updates === 0 ? beta1 ** 64 : 1,
    decay2: updates === 0 ? beta2 ** 64 : 1,
    gain1,
    gain2,
  };
}

Deno.test("Adam's steps: what is worked out once is what working it out anew gives, to the bit", () => {
  const stepOf = adamSteps(ADAM);
  const around = (step: number) => Array.from({ length: 200 }, (_, n) => step + n);
  for (const step of [1, 300, 41_400, 2_000_000].flatMap(around)) {
    assertEquals(stepOf(step), stepFromFormula(step), `step ${step}`);
  }
});

Deno.test("Adam's steps: with a beta whose moments would leave float32 they are decayed in every update", () => {
  const stepOf = adamSteps({ ...ADAM, beta1: 0.5 });
  assertEquals([1, 2, 64].map((step) => stepOf(step).decay1), [0.5, 0.5, 0.5]);
  assertEquals(stepOf(3).gain1, 1);
});
