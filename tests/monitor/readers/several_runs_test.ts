/**
 * One file, and more than one start in it: what counts as a run, which of them is read, and what is said of the others.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { diagnose } from "../../../src/monitor/mod.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { shortText } from "../../../src/report/short_text.ts";
import { range } from "../shapes.ts";

const read = (text: string, name = "log.txt") => readHistory(new TextEncoder().encode(text), { name });
const tell = (text: string) => {
  const history = read(text);
  return shortText(history, diagnose({ history, evidence: {} }), "log.txt");
};
const lines = (rows: readonly Readonly<Record<string, number>>[]) =>
  rows.map((row) => JSON.stringify(row)).join("\n");

Deno.test("several runs: a first entry that stands at the end once more begins no run", () => {
  const losses = [0.8, 0.3, 0.2, 0.15, 0.14];
  const rows = (last: number) =>
    lines([...losses, last].map((loss, i) => ({ step: i % losses.length, loss })));
  const history = read(rows(losses[0]));
  assertEquals([history.trainLoss, history.notes], [losses, []]);
  // with another value it is the first entry of another run
  const other = read(rows(0.9));
  assertEquals(other.trainLoss, [0.9]);
  assertEquals(other.notes, ["2 runs in one file, or stages of one: the last is read"]);
});

Deno.test("several runs: a start that came to NaN at once leaves nothing to the one that followed at the same step", () => {
  const rows = ["step,loss", "0,nan", "200,nan", "0,nan", "0,nan", "0,2.9", "200,2.4", "400,2.3"].join("\n");
  assertEquals(read(rows, "log.csv").trainLoss, [2.9, 2.4, 2.3]);
  // where nothing was begun anew these are two rows of one step
  assertEquals(read("step,loss\n0,nan\n0,2.9\n200,2.4\n400,2.3", "log.csv").trainLoss[0], NaN);
});

Deno.test("several runs: a start that was given up after a few entries is no run beside the one that followed", () => {
  const rows = [
    { step: 10, loss: 9 },
    { step: 20, loss: 8 },
    ...range(40).map((i) => ({ step: 10 * (i + 1), loss: 9 / (i + 1) })),
  ];
  const { notes, trainLoss } = read(lines(rows));
  assertEquals(notes, ["begun anew at 10: what was logged before is left out"]);
  assertEquals(trainLoss.length, 40);
});

Deno.test("several runs: what was measured in the earlier ones alone does not stand beside the last, whose losses they lost are counted", () => {
  const run = (loss: number | string, epochs: number, isEvaluated: boolean) =>
    range(epochs).map((i) =>
      `[03.24|09:0${i}] Training epoch: ${i}\n[03.24|09:0${i}]  mean_loss: ${loss}\n` +
      (isEvaluated
        ? `[03.24|09:0${i}] Eval epoch: ${i}\n[03.24|09:0${i}]  mean_loss: 1.6\n[03.24|09:0${i}]  Top1: 20.00%\n`
        : "")
    ).join("");
  const whole = read(run(2.1, 4, true));
  assertEquals(whole.series?.map(({ name, split }) => [name, split]), [
    ["training mean_loss", "train"],
    ["eval mean_loss", "validation"],
    ["eval Top1", "validation"],
  ]);
  const told = tell(run("nan", 5, true) + run("nan", 4, false) + run(2.2, 6, true) + run(1.9, 1, false));
  assertMatch(
    told,
    /4 runs in one file, or stages of one: the last is read; training mean_loss was NaN or infinite in 2 of those/,
  );
  assertMatch(
    told,
    /^TOO SHORT TO TELL, RUNS BEFORE IT CAME TO NaN\n[^]*^Next: Look for rows that are not finite/m,
  );
  assert(!/Top1/.test(told), told);
});

Deno.test("several runs: a log of one epoch, however often it was begun, is too short to tell", () => {
  const epochs = [1, 2, 3, ...range(7).map(() => 1)];
  const told = tell(epochs.map((epoch, i) => `Epoch ${epoch} loss: ${2 + 0.1 * (i % 3)}`).join("\n"));
  assertMatch(told, /TOO SHORT TO TELL/);
});

Deno.test("a unit of decibels ends a number as a per cent does", () => {
  const text = range(60).map((i) =>
    `<epoch: ${i + 1}, lr:1.000e-04> loss: ${(0.4 / (i + 1)).toExponential(3)}` +
    ((i + 1) % 20 === 0 ? `\n<epoch: ${i + 1}, Average PSNR : ${20 + i / 10}dB` : "")
  ).join("\n");
  const psnr = read(text).series?.find(({ name }) => /PSNR/.test(name));
  assertEquals([psnr?.at, psnr?.values, psnr?.split], [[20, 40, 60], [21.9, 23.9, 25.9], "validation"]);
});
