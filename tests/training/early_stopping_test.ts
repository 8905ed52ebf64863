import { assertEquals } from "@std/assert";
import { stopsAfter } from "../../src/training/early_stopping.ts";
import published from "../../data/original_runs/baseline_64_lr1e-4.json" with { type: "json" };

const plan = { patience: 15, minDelta: 0.001 };

Deno.test("early stopping: falls by less than minDelta do not count", () => {
  const creeping = Array.from({ length: 40 }, (_, epoch) => 0.4 - epoch * 1e-5);
  assertEquals(stopsAfter(creeping, plan), 16);
});

Deno.test("early stopping: a loss that goes on falling never stops", () => {
  assertEquals(
    stopsAfter(Array.from({ length: 100 }, (_, epoch) => 1 / (1 + epoch)), { patience: 15, minDelta: 0 }),
    null,
  );
});

Deno.test("early stopping: the published run, best at epoch 43, would have stopped at 58", () => {
  const losses = published.train_loss.map((loss) => loss ?? Infinity);
  const continued = [...losses, ...new Array(20).fill(0.374)];
  assertEquals(stopsAfter(continued.slice(31), plan), 58 - 31);
});

Deno.test("early stopping: nothing is known before the first epoch", () => {
  assertEquals(stopsAfter([], plan), null);
});
