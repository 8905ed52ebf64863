/**
 * One file, and more than one start in it: what counts as a run, which of them is read, and what is said of the others.
 */
import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
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

/** Ten epochs of a run appended to others, whose losses begin and end as given. */
const appended = (begins: number, ends: number, held = ends) =>
  range(10).map((i) => {
    const share = i / 9, loss = begins * (ends / begins) ** share;
    return { epoch: i, train_loss: loss, val_loss: held === ends ? 1.2 * loss : held };
  });

Deno.test("several runs: those that go on from one another, losses and held-out rows, are one course that is counted on", () => {
  const course = [...appended(2, 0.5), ...appended(0.5, 0.3), ...appended(0.31, 0.25)];
  const { at, trainLoss, notes } = read(lines(course));
  assertEquals([at?.length, at?.at(-1), trainLoss[0], trainLoss.at(-1)], [30, 30, 2, 0.25]);
  assertMatch(notes.join("; "), /3 runs in it go on from one another: read as one/);
  // new weights begin where the first began; another model may begin by chance where the last one ended, and its held-out rows do not
  for (const other of [appended(1.9, 0.4), appended(1.1, 0.4), appended(0.5, 0.3, 4)]) {
    const apart = read(lines([...appended(2, 0.5), ...other]));
    assertEquals(apart.at?.length, 10);
    assertMatch(apart.notes.join(), /2 runs in one file/);
  }
});

Deno.test("several runs: where the last has hardly begun beside a longer one all are told side by side, and each can be read by its name", () => {
  const run = (epochs: number, best: number) => appended(2, best).slice(0, epochs);
  const bytes = (...runs: readonly (readonly Readonly<Record<string, number>>[])[]) =>
    new TextEncoder().encode(lines(runs.flat()));
  const file = bytes(run(10, 0.5), run(2, 0.3), run(8, 0.6), run(4, 0.2));
  const read = (run?: string) => readHistory(file, { name: "log.jsonl", chosen: { run } });
  const names = range(4).map((i) => `run ${i + 1} of 4`);
  const { runs, beside = [], at } = read();
  assertEquals([runs, at?.length], [names, 4]);
  // the second is too short to have a course
  assertEquals(beside.map(({ name, history }) => [name, history.at?.length]), [
    [names[0], 10],
    [names[2], 8],
    [names[3], 4],
  ]);
  for (const { name, history } of beside) assertEquals(history, read(name));
  assertEquals([read(names[1]).at?.length, read(names[1]).runs], [2, undefined]);
  assertThrows(() => read("run 5 of 4"), RangeError, "it holds run 1 of 4, run 2 of 4");
  assertEquals(read("run 3 of 4").trainLoss[0], 2);
  // one that is as long as those before it is what its owner asks about, and so is one that goes on from them
  for (const others of [[run(10, 0.5), run(9, 0.4)], [run(10, 0.5), appended(0.5, 0.3).slice(0, 2)]]) {
    assertEquals(readHistory(bytes(...others), { name: "log.jsonl" }).beside, undefined);
  }
});

Deno.test("several runs: folds are told side by side, whose column it is or whose heading", () => {
  const folds = [1, 2, 3].map((fold) => appended(2, 0.2 * fold).map((row) => ({ fold, ...row })));
  const runs = ["fold 1 of 3", "fold 2 of 3", "fold 3 of 3"];
  const table = `fold,epoch,train_loss,val_loss\n${
    folds.flat().map((row) => [row.fold, row.epoch, row.train_loss, row.val_loss].join()).join("\n")
  }\n`;
  const printed = folds.map((rows, i) =>
    `=== Fold ${i + 1}/3 ===\n` +
    rows.map((row) => `Epoch ${row.epoch + 1} loss: ${row.train_loss} val_loss: ${row.val_loss}`).join("\n")
  ).join("\n");
  for (const text of [lines(folds.flat()), table, printed]) {
    const history = read(text, "log"), second = history.beside?.[1].history;
    assertEquals([history.runs, second?.at?.length, second?.trainLoss.at(-1)?.toFixed(2)], [
      runs,
      10,
      "0.40",
    ]);
    assertEquals(
      second,
      readHistory(new TextEncoder().encode(text), { name: "log", chosen: { run: runs[1] } }),
    );
  }
});

Deno.test("several runs: what each prints once at its start is a setting, and no course of its own", () => {
  const printed = [appended(2, 0.5), appended(0.5, 0.3)].flatMap((run, i) => [
    `images: train 900 val ${220 + i}`,
    ...run.map(({ epoch, train_loss }) => `Epoch ${epoch + 1} loss: ${train_loss} val_acc: 0.${60 + epoch}`),
  ]);
  const { at, series } = read(printed.map((line) => line.replace(/val_acc: \S+/, "")).join("\n"));
  assertEquals([at?.length, series?.map(({ name }) => name)], [20, ["loss"]]);
});

Deno.test("several runs: a loss that stands still far below where earlier ones began was trained before, and is not told as one that never fell", () => {
  const still = range(40).map((i) => ({ iteration: 20 * (i + 1), loss: 0.8 + 0.05 * Math.sin(2.4 * i) }));
  const first = (loss: number) => [{ iteration: 20, loss }, { iteration: 40, loss: 0.9 * loss }];
  assertMatch(tell(lines([...first(0.9), ...still])), /^THE LOSS DOES NOT FALL$/m);
  const told = tell(lines([...first(6), ...still]));
  assert(!/DOES NOT FALL|none of these/.test(told), told);
});

Deno.test("a line of a table that is shorter than its header may leave out any cell, and spoils no column", () => {
  const text = "epoch,train_loss,valid_loss,dice,time\n0,0.9,00:12\n" +
    range(6).map((i) => `${i},${0.5 / (i + 1)},${0.6 / (i + 1)},0.${5 + Math.min(i, 4)},00:1${i}`).join("\n");
  const { heldOutLoss, leftOut } = read(text, "history.csv");
  assertEquals([heldOutLoss?.filter((loss) => loss !== null).length, leftOut], [6, []]);
});

Deno.test("a unit of decibels ends a number as a per cent does", () => {
  const text = range(60).map((i) =>
    `<epoch: ${i + 1}, lr:1.000e-04> loss: ${(0.4 / (i + 1)).toExponential(3)}` +
    ((i + 1) % 20 === 0 ? `\n<epoch: ${i + 1}, Average PSNR : ${20 + i / 10}dB` : "")
  ).join("\n");
  const psnr = read(text).series?.find(({ name }) => /PSNR/.test(name));
  assertEquals([psnr?.at, psnr?.values, psnr?.split], [[20, 40, 60], [21.9, 23.9, 25.9], "validation"]);
});

Deno.test("a log that two processes write at once was not resumed at each step", () => {
  const row = (step: number, loss: number) => `{"step": ${step}, "loss": ${loss}, "lr": ${0.1 / step}}\n`;
  const steps = Array.from({ length: 12 }, (_, i) => 10 * (i + 1));
  // the second lags by an entry, and rounds otherwise
  const text = steps.map((step, i) =>
    row(step, 30 / step) + (i === 0 ? "" : row(steps[i - 1], Number((30 / steps[i - 1]).toFixed(2))))
  ).join("");
  const { at, trainLoss, notes } = readHistory(new TextEncoder().encode(text));
  assertEquals([at, trainLoss], [steps, steps.map((step) => 30 / step)]);
  assertEquals(notes, ["each step was logged more than once, by as many writers: read once"]);
});

Deno.test("a run that was resumed once is no second writer", () => {
  const row = (step: number, loss: number) => `{"step": ${step}, "loss": ${loss}}\n`;
  const text = [10, 20, 30, 40, 50].map((step) => row(step, 30 / step)).join("") +
    [40, 50, 60].map((step) => row(step, 29 / step)).join("");
  assertEquals(readHistory(new TextEncoder().encode(text)).notes.length, 1);
  assertMatch(readHistory(new TextEncoder().encode(text)).notes[0], /^resumed at 40/);
});

Deno.test("several runs: one before the last that was better is named, with its place, beside the checkpoint of the last", () => {
  const trained = (low: number) =>
    range(12).map((i) => {
      const val_loss = low + 2 * Math.exp(-i / 2);
      return { epoch: i + 1, loss: 0.9 * val_loss, val_loss };
    });
  const told = (...lows: readonly number[]) => tell(lines(lows.flatMap(trained))).match(/^Use: .*/m)?.[0];
  assertEquals(
    told(0.5, 0.2, 0.6),
    "Use: the checkpoint of epoch 12 (best val_loss); if the runs of the file are rivals, of run 2 of 3 that of epoch 12 (val_loss 0.2082)",
  );
  assertEquals(told(0.5, 0.6, 0.2), "Use: the checkpoint of epoch 12 (best val_loss)");
});

Deno.test("a run that calls its losses otherwise than the run before it is a run of its own", () => {
  const first = [3, 2.5, 2.2].map((loss, i) => `Epoch ${i + 1} loss: ${loss} val_loss: ${loss + 1}`);
  const second = [2, 1.5, 1.2, 1].map((loss, i) =>
    `Epoch ${i + 1} train_loss: ${loss} valid_loss: ${loss + 1}`
  );
  const { at, trainLoss, heldOutLoss, runs, notes } = readHistory(
    new TextEncoder().encode([...first, ...second].join("\n")),
  );
  assertEquals([at, trainLoss, heldOutLoss], [[1, 2, 3, 4], [2, 1.5, 1.2, 1], [3, 2.5, 2.2, 2]]);
  assertEquals(runs, ["run 1 of 2", "run 2 of 2"]);
  assertEquals(notes, ["2 runs in one file, whose measures are called otherwise: the last is read"]);
});

Deno.test("rows in falling order are one run in another order", () => {
  const rows = range(8).map((i) => `${8 - i},${0.1 * (i + 1)}`);
  const { runs, at } = readHistory(new TextEncoder().encode(["epoch,loss", ...rows].join("\n")));
  assertEquals([runs, at], [undefined, [1, 2, 3, 4, 5, 6, 7, 8]]);
});
