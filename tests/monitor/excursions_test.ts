/**
 * Losses of single batches: what is noise of the level that they stand at, and what left it.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { normalNumbers } from "./histories.ts";
import { range, trainer } from "./shapes.ts";

/** A fine-tuning that is logged every ten steps: a smooth descent, then a level that scatters by a quarter of itself, and what is added to it. */
function run(seed: number, more: (step: number) => number = () => 0) {
  const normal = normalNumbers(seed), STEPS = 900;
  const loss = (step: number) => {
    const level = 0.32 + 0.37 / (1 + Math.exp((step - 160) / 25));
    return level * Math.exp((step < 220 ? 0.02 : 0.24) * normal()) + more(step);
  };
  return told(
    trainer(STEPS, 10, loss, {}, (step) => 2e-5 * Math.max(0, 1 - step / STEPS)),
    "trainer_state.json",
  );
}

Deno.test("excursions: the scatter of single batches about a level is none, however smooth the descent to it was", () => {
  for (const seed of range(12).map((i) => 5 + 7 * i)) {
    const text = run(seed);
    assertMatch(text, /^NO ALARM: /m);
    assertNotMatch(text, /leaves its best|clip the gradients|one of about step/);
    assertMatch(text, /^Use: the last one/m);
  }
});

Deno.test("excursions: a stretch far above that scatter is one", () => {
  const text = run(5, (step) => step > 450 && step < 760 ? 4 : 0);
  assertMatch(text, /^(OSCILLATION|THE LOSS)/m);
});

Deno.test("excursions: what blows up again and again and ends above where it began has diverged, however low its rate has come", () => {
  // levels of ten parts of a run, of which three were lost
  const blown = (parts: readonly number[]) => {
    const normal = normalNumbers(9);
    return told(
      trainer(
        2000,
        1,
        (step) => parts[Math.min(9, Math.floor(step / 200))] * Math.exp(0.2 * normal()),
        {},
        (step) => 2e-4 * Math.max(0, 1 - step / 2000),
      ),
      "trainer_state.json",
    );
  };
  const lost = blown([10, 8, 6, 6, 6, 12, 22, 22, 6, 18]);
  assertMatch(lost, /^DIVERGENCE\n.*ends above where it began/m);
  assertMatch(
    lost,
    /^Next: Go back to that checkpoint, or start again: a third to a tenth of the highest rate/m,
  );
  const back = blown([10, 8, 6, 6, 6, 12, 22, 22, 6, 6]);
  assertNotMatch(back, /^DIVERGENCE|ends above where it began/m);
});
