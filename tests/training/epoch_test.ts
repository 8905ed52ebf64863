import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type EpochRecord, summariseNorms, toHistory } from "../../src/training/epoch.ts";

const record = (epoch: number, loss: number): EpochRecord => ({
  epoch,
  loss,
  lossByFrequency: [loss, loss],
  gradientNorm: { median: 0.5, max: 1, clippedShare: 0 },
  learningRate: 1e-4,
  seconds: 2,
  test: epoch === 2 ? { mse: 0.5, byFrequency: [0.4, 0.6] } : null,
});

Deno.test("epoch: gradient norms are summarised before clipping, which is strict", () => {
  const { median, max, clippedShare } = summariseNorms(new Float32Array([3, 1, 2, 1]), 1);
  assertEquals([median, max], [1.5, 3]);
  assertAlmostEquals(clippedShare, 0.5);
  assertEquals(summariseNorms(new Float32Array([1, 2]), Infinity).clippedShare, 0);
});

Deno.test("epoch: the history has the exercise's keys and counts epochs from 1", () => {
  const history = toHistory([record(1, 0.5), record(2, 0.3), record(3, 0.3)]);
  assertEquals(history.train_loss, [0.5, 0.3, 0.3]);
  assertEquals([history.best_loss, history.best_epoch], [0.3, 2]);
  assertEquals(history.epoch_times, [2, 2, 2]);
  assertEquals(history.test_loss, [null, 0.5, null]);
});

Deno.test("epoch: no epoch, no history", () => {
  assertThrows(() => toHistory([]), RangeError, "at least one epoch");
});
