/**
 * Warm restarts: the rate is raised again and again, the losses rise with it, and only the ends of the cycles are compared.
 */
import { assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { cyclesOf } from "../../src/monitor/cycles.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { told } from "../report/told.ts";
import { normalNumbers } from "./histories.ts";
import { epochs, range, table } from "./shapes.ts";

const LENGTH = 10;
/** 1 at a restart, -1 at the end of a cycle. */
const wave = (i: number) => Math.cos(Math.PI * (i % LENGTH) / LENGTH);
const rate = (i: number) => 1e-5 + 5e-3 * (1 + wave(i));

/** Epochs whose losses go as given and rise with the rate. */
const columns = (n: number, held: (i: number) => number, isLogged: boolean) => {
  const normal = normalNumbers(17);
  return {
    epoch: epochs(n),
    ...(isLogged ? { lr: range(n).map(rate) } : {}),
    loss: range(n).map((i) => 0.4 + 1.2 * Math.exp(-i / 20) + 0.15 * wave(i) + 0.005 * normal()),
    val_loss: range(n).map((i) => held(i) + 0.18 * wave(i) + 0.005 * normal()),
  };
};
const run = (n: number, held: (i: number) => number, isLogged = true) =>
  told(table(columns(n, held, isLogged)), "history.csv");
const ends = (columns: Readonly<Record<string, readonly number[]>>) =>
  cyclesOf(readHistory(new TextEncoder().encode(table(columns)), { name: "history.csv" }))?.ends;

Deno.test("cycles: they end where a rate that came down is raised again, and where it ends low", () => {
  assertEquals(ends(columns(40, () => 1, true)), [10, 20, 30, 40]);
  // the fourth goes on
  assertEquals(ends(columns(35, () => 1, true)), [10, 20, 30]);
  const of = (lr: (i: number) => number) => ends({ ...columns(40, () => 1, true), lr: range(40).map(lr) });
  // a warm-up and one way down, steps down, one restart
  assertEquals(of((i) => i < 5 ? i / 5 : Math.cos(Math.PI * i / 90)), undefined);
  assertEquals(of((i) => 0.1 ** Math.floor(i / 10)), undefined);
  assertEquals(of((i) => 1 - (i % 20) / 20), undefined);
  // warmed up anew, as runs that were begun again are
  assertEquals(of((i) => (i % 10 + 1) / 10), undefined);
});

Deno.test("cycles: a rate that was logged behind the scheduler's step is that of the row after it", () => {
  const logged = (n: number, ahead: number) =>
    ends({ ...columns(n, () => 1, true), lr: range(n).map((i) => rate(i + ahead)) });
  assertEquals(logged(40, 1), [10, 20, 30, 40]);
  assertEquals(logged(35, 1), logged(35, 0));
});

Deno.test("cycles: where no rate was logged both losses show them, by waves of one length", () => {
  const found = ends(columns(60, () => 1, false)) ?? [];
  assertEquals(found.length, 6);
  const normal = normalNumbers(3);
  assertEquals(
    ends({
      epoch: epochs(60),
      loss: range(60).map((i) => Math.exp(-i / 20) + 0.03 * normal()),
      val_loss: range(60).map((i) => 0.5 + Math.exp(-i / 20) + 0.08 * normal()),
    }),
    undefined,
  );
});

Deno.test("cycles: waves are no overfitting while the ends of the cycles get better, and no patience ends them", () => {
  for (const isLogged of [true, false]) {
    for (const n of [36, 40, 60]) {
      const text = run(n, (i) => 0.7 + Math.exp(-i / 20), isLogged);
      assertMatch(text, /^NO ALARM: STILL IMPROVING$/m);
      assertNotMatch(text, /EarlyStopping/);
    }
  }
  assertMatch(
    run(40, (i) => 0.7 + Math.exp(-i / 20)),
    /^ {2}Note: the rate is raised again: judged by the best of each cycle, which end at epoch 10, 20, 30, 40$/m,
  );
});

Deno.test("cycles: ends that get worse are overfitting, with a patience of two cycles", () => {
  const text = run(60, (i) => 0.7 + Math.exp(-i / 5) + 0.012 * i);
  assertMatch(text, /^OVERFITTING since epoch 20$/m);
  assertMatch(text, /^Use: the checkpoint of epoch 20 /m);
  assertMatch(text, /^Next: EarlyStopping\(monitor="val_loss", patience=20, /m);
});

Deno.test("cycles: of two that are over what follows is left out, for the rate has yet to come down", () => {
  const text = run(25, (i) => 0.7 + Math.exp(-i / 20));
  assertMatch(text, /Note: the rate is raised again: judged up to epoch 20,/);
  assertNotMatch(text, /OVERFITTING|GAP|BEFORE|FELL OFF/);
});
