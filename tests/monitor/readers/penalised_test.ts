/**
 * A loss with a penalty in it that grows, beside the plain error of the same rows.
 */
import { assertEquals, assertMatch } from "@std/assert";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { told } from "../../report/told.ts";
import { epochs, range, table } from "../shapes.ts";

const N = 40;
const error = (i: number) => 0.2 + Math.exp(-i / 10);
const columns = (penalty: (i: number) => number, mse: (i: number) => number) => ({
  epoch: epochs(N),
  loss: range(N).map((i) => error(i) + penalty(i)),
  mse: range(N).map(mse),
  val_loss: range(N).map((i) => 0.05 + error(i) + penalty(i)),
  val_mse: range(N).map((i) => 0.05 + mse(i)),
});
const read = (all: Readonly<Record<string, readonly number[]>>, chosen = {}) =>
  readHistory(new TextEncoder().encode(table(all)), { name: "log.csv", chosen });

Deno.test("penalised: where the error falls and the loss rises the error is judged, on all rows", () => {
  const all = columns((i) => 0.05 * i, error), { trainLoss, heldOutLoss, notes } = read(all);
  assertEquals([trainLoss, heldOutLoss], [all.mse, all.val_mse]);
  assertMatch(
    notes[0],
    /^loss rises while mse of the same rows falls: something else in it grows, judged by mse$/,
  );
  assertMatch(told(table(all), "log.csv"), /^NO ALARM: STILL IMPROVING$/m);
  // who names the loss is told of it
  assertEquals(read(all, { train: "loss" }).trainLoss, all.loss);
});

Deno.test("penalised: a loss whose error rises with it, or that falls with it, is judged itself", () => {
  for (const penalty of [() => 0, (i: number) => 0.5 * Math.exp(-i / 5)]) {
    const all = columns(penalty, error);
    assertEquals(read(all).trainLoss, all.loss);
  }
  const risen = (i: number) => error(i) + 0.05 * i, worse = columns((i) => 0.05 * i, risen);
  assertEquals(read(worse).heldOutLoss, worse.val_loss);
});
