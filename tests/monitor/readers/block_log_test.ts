/**
 * Records of several lines each. Numbers are of ours.
 */
import { assertEquals, assertMatch } from "@std/assert";
import type { History } from "../../../src/monitor/mod.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";

const read = (text: string) => readHistory(new TextEncoder().encode(text));
const valuesOf = ({ series = [] }: History, name: string) => series.find((one) => one.name === name)?.values;
const blocks = (block: (n: number) => string, count = 4) =>
  Array.from({ length: count }, (_, i) => block(i + 1)).join("");

Deno.test("lines of one name and number each are a record as far as they go before the first comes again", () => {
  const history = read(
    blocks((n) => `STATUS\n  Batch = ${50 * n}\n  beta = 0.0${n}\n  Correct = ${20 * n}.5%\n\n`),
  );
  assertEquals([history.unit, history.at], ["step", [50, 100, 150, 200]]);
  assertEquals(valuesOf(history, "Correct"), [20.5, 40.5, 60.5, 80.5]);
  assertMatch(history.format, /block/);
});

Deno.test("commas between thousands, units, list signs, arrows and dots are read; what stands before and behind is not", () => {
  const signs = read(
    `a run of ours\nlr: 0.1\nhidden: 7\n\n${
      blocks((n) => `- Iteration: ${n},000\n- Reward: ${n - 3}.5\n- Seconds: ${n} s\n`)
    }done after 3 minutes\n`,
  );
  assertEquals([signs.at, valuesOf(signs, "Reward")], [[1000, 2000, 3000, 4000], [-2.5, -1.5, 0.5, 1.5]]);
  const dots = read(blocks((n) => `Generation .... ${n}\nMean fitness .... ${3 * n}\n`));
  assertEquals([dots.counted, valuesOf(dots, "Mean fitness")], ["generation", [3, 6, 9, 12]]);
  const arrows = read(blocks((n) => `\x1b[32mUpdate\x1b[0m -> ${n}\nTest error -> ${8 / n}\n====\n`));
  assertEquals([arrows.counted, valuesOf(arrows, "Test error")], ["update", [8, 4, 8 / 3, 2]]);
});

Deno.test("a record that is not whole is read as far as it goes", () => {
  const history = read(
    `${blocks((n) => `Step: ${n}\nLoss: ${6 / n}\nAccuracy: 0.${n}\n\n`)}Step: 5\nLoss: 1.2\n`,
  );
  assertEquals(valuesOf(history, "Loss"), [6, 3, 2, 1.5, 1.2]);
  assertEquals(valuesOf(history, "Accuracy"), [0.1, 0.2, 0.3, 0.4]);
});

Deno.test("headings that name rows or count are what trainers print, and no block of its own", () => {
  const history = read(
    blocks((n) =>
      `Epoch ${n}\nTrain\nloss: ${4 / n}\nacc: 0.${n}\nValidation:\nloss: ${5 / n}\nacc: 0.${n}\n`
    ),
  );
  assertEquals([history.format, history.unit], ["console log", "epoch"]);
  assertEquals(valuesOf(history, "validation loss") ?? valuesOf(history, "Validation loss"), [
    5,
    2.5,
    5 / 3,
    1.25,
  ]);
});
