import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { DEFAULTS, type Settings } from "../../src/playground/settings.ts";
import { Session } from "../../src/playground/session.ts";
import { curriculumFor } from "../../src/playground/training.ts";
import { CURRICULA } from "../../src/training/curricula.ts";
import { PHASE_RANGES } from "../../src/signal/mod.ts";

function session(settings: Partial<Settings>): Session {
  const all = { ...DEFAULTS, ...settings };
  return new Session(all, all);
}

function train(session: Session, epochs: number): void {
  for (let done = 0; done < epochs && !session.isOver;) if (session.advance()) done++;
}

Deno.test("playground: what looks like learning is gone once the weights are frozen", () => {
  const monitored = session({ way: "online", frozen: true });
  train(monitored, 3);
  const { running, frozen } = monitored.snapshot(true);
  assertLess(running!.mse, 0.45);
  assertAlmostEquals(frozen.mse, 0.5, 0.03);
  assertLess(running!.byFrequency[0], frozen.byFrequency[0] / 2);
  monitored.dispose();
});

Deno.test("playground: the running prediction follows the target, the frozen one does not; training goes on as it would", () => {
  const error = ({ output, target }: { output: Float32Array; target: Float32Array }) =>
    output.reduce((sum, value, t) => sum + (value - target[t]) ** 2, 0) / output.length;
  const [looked, alone] = [session({}), session({})];
  train(looked, 3);
  const running = looked.snapshot(true).stretch;
  looked.view = { ...looked.view, frozen: true };
  const frozen = looked.snapshot(true).stretch;
  assert(running.running && !frozen.running);
  assertLess(error(running), error(frozen) / 2);
  train(looked, 1);
  train(alone, 4);
  assertEquals(looked.snapshot(false).frozen.mse, alone.snapshot(false).frozen.mse);
});

Deno.test("playground: the 12-unit clock needs no sound, and breaks when an oscillator's weight is turned", () => {
  const clock = session({ way: "constructed", silence: true });
  const before = clock.snapshot(false);
  assertLess(before.frozen.mse, 1e-3);
  assertLess(before.probe!.mse, 1e-3);
  const { weightHh, shape } = before.weights!;
  const own = (2 * shape.hiddenSize + 2) * shape.hiddenSize + 3; // candidate of unit 3 from unit 4
  clock.setWeight("weightHh", own, weightHh[own] * 1.1);
  const after = clock.snapshot(false);
  assertLess(0.1, after.frozen.byFrequency[1]);
  assertLess(after.frozen.byFrequency[0], 1e-3);
  clock.view = { ...clock.view, silence: false, late: true };
  assertLess(0.5, clock.snapshot(false).probe!.mse);
});

Deno.test("playground: a coarse stage is measured at its own rate, and the recording is two seconds there too", () => {
  const filter = session({ way: "curriculum", phaseRange: PHASE_RANGES.softened, hiddenSize: 8 });
  train(filter, 2);
  const { frozen, stretch, stages } = filter.snapshot(true);
  assertEquals([frozen.rateHz, stretch.seconds.length], [50, 100]);
  assertEquals(stages.map(({ rateHz }) => rateHz), [50, 100, 200, 500, 1000]);
});

Deno.test("playground: in the middle of an epoch the weights are measured at the rate of the stage that changed them", () => {
  const filter = session({ way: "curriculum", phaseRange: PHASE_RANGES.softened, hiddenSize: 8 });
  const before = filter.snapshot(true).stages[1].from - 1;
  train(filter, before);
  const atEnd = filter.snapshot(true);
  assert(!filter.advance(), "the next stage is begun, its first epoch not over");
  const begun = filter.snapshot(true);
  assertEquals([atEnd.frozen.rateHz, begun.frozen.rateHz], [50, 100]);
  assertEquals(begun.curve.at(-1), atEnd.curve.at(-1), "the epoch before keeps its own error");
  assertEquals(begun.stretch.seconds.length, 200, "two seconds");
});

Deno.test("playground: the monitor knows the frozen error at every rate, and the stages", () => {
  const filter = session({ way: "curriculum", phaseRange: PHASE_RANGES.softened, hiddenSize: 8 });
  train(filter, filter.snapshot(true).stages[1].from + 1);
  const { findings } = filter.snapshot(true).diagnosis!;
  const rules = findings.map(({ rule }) => rule);
  for (const unfounded of ["running-loss-is-not-model-error", "leaps-and-recovers", "early-stopping-due"]) {
    assert(!rules.includes(unfounded), unfounded);
  }
});

Deno.test("playground: the three presets train by the study's own curricula", () => {
  for (const noise of ["softened", "quarter", "literal"] as const) {
    assertEquals(curriculumFor(PHASE_RANGES[noise]), CURRICULA[noise]);
  }
});

Deno.test("playground: levels are those of the noise", () => {
  const levels = session({ way: "constructed", phaseRange: PHASE_RANGES.softened }).levels();
  assertAlmostEquals(levels.memoryless, 0.287, 0.01);
  assertLess(levels.filter, 1e-4);
});

Deno.test("playground: a network in its first epoch is paused, not untrained", () => {
  const begun = session({ way: "online", hiddenSize: 8 });
  assertEquals(begun.snapshot(false).status, "ready");
  assertEquals(begun.advance(), false);
  assertEquals(begun.snapshot(false).status, "paused");
  assertEquals(begun.snapshot(true).status, "training");
  begun.dispose();
});
