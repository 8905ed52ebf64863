/**
 * A share of few rows moves in steps, whatever it is called, and tells less than the loss of the same rows.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { classifier, told } from "../report/told.ts";
import { decay, epochs, range, table } from "./shapes.ts";

const n = 24;
const run = (name: string, values: readonly number[]) =>
  told(
    table({
      epoch: epochs(n),
      train_loss: decay(n, 0.7, 0.2, 7),
      val_loss: decay(n, 0.7, 0.35, 6),
      [name]: values,
    }),
    "log.csv",
  );
const digits = (value: number, count = 4) => Number(value.toFixed(count));
/** F1 of nine rows that are a yes, of which some are missed, and others that are said to be. */
const f1 = (i: number) => {
  const right = [6, 8, 7, 9, 7, 8][i % 6], wrong = [3, 1, 0, 2][i % 4];
  return 2 * right / (right + wrong + 9);
};

Deno.test("few rows: an F1 or a recall that moves by one answer does not choose the checkpoint", () => {
  assertMatch(
    run("val_f1", range(n).map((i) => digits([11, 13, 12, 14, 10][i % 5] / 18))),
    /^Use: .*best val_loss; val_f1 of so few rows \(steps of 1\/18\) tells too little to choose by/m,
  );
  assertMatch(
    run("val_f1", range(n).map((i) => digits(f1(i)))),
    /^Use: .*best val_loss; val_f1 of so few rows \(\d+ values in 24 evaluations\) tells too little/m,
  );
  assertMatch(run("val_recall", range(n).map((i) => digits([6, 8, 7][i % 3] / 9))), /steps of 1\/9/);
});

Deno.test("few rows: an F1 of many rows does, with however few digits", () => {
  const of = (rows: number) =>
    range(n).map((i) => 0.6 + 0.2 * (1 - Math.exp(-i / 6)) + Math.round(9 * Math.sin(7 * i)) / rows);
  assertNotMatch(run("val_f1", of(1000).map((value) => digits(value))), /so few rows/);
  assertNotMatch(run("val_f1", of(1000).map((value) => digits(value, 2))), /so few rows/);
  assertNotMatch(run("val_f1", of(1000).map((value) => digits(value, 3))), /so few rows/);
  // an overlap is a mean over pixels, and no count
  assertNotMatch(run("val_dice", range(n).map((i) => digits(f1(i)))), /so few rows/);
});

Deno.test("few rows: quarters are answers of four rows, and little is known by them; hundredths are not", () => {
  const run = (...val_accuracy: readonly number[]) =>
    classifier(val_accuracy, decay(val_accuracy.length, 1.8, 0.9, 2));
  const few = run(0.25, 0.5, 0.5, 0.75, 0.5, 0.75);
  assertMatch(few, /an accuracy of 4 rows tells too little to choose by/);
  assertMatch(few, /^Sure\? Little/m);
  assertNotMatch(run(0.25, 0.51, 0.5, 0.75, 0.5, 0.74), /of 4 rows|Little/);
});

Deno.test("few rows: of some dozens of rows the metric chooses, and it is said of how many", () => {
  const of = (rows: number) =>
    range(n).map((i) => digits(Math.round(rows * (0.6 + 0.002 * i) + (i % 3)) / rows));
  assertMatch(run("val_accuracy", of(71)), /^Use: .*val_accuracy.*; val_accuracy is of about 71 rows/m);
  assertNotMatch(run("val_accuracy", of(1013)), /is of about/);
  // in whole per cent every share is one of a hundred
  assertNotMatch(run("val_accuracy", of(71).map((value) => digits(value, 2))), /is of about/);
});
