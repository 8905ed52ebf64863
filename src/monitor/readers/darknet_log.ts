/**
 * What Darknet prints while it trains a YOLO: a line an iteration, with the loss of its batch and the running mean that its chart
 * shows, and now and then the mean average precision on the validation rows. Source: `train_detector` and
 * `validate_detector_map` in `src/detector.c`.
 *
 * @module
 */
import type { History } from "../records.ts";
import type { LogFrame } from "./log.ts";
import { numberIn } from "./numbers.ts";
import { historyFromRows, type Row } from "./rows.ts";

const NUMBER = String.raw`(-?(?:[\d.]+(?:e[-+]?\d+)?|nan|inf))`;
const ITERATION = new RegExp(
  String.raw`^\s*(\d{1,9}): ${NUMBER}, ${NUMBER} avg(?: loss)?, ${NUMBER} rate,`,
  "i",
);
const PRECISION = new RegExp(String.raw`mean average precision \((mAP@[\d.]+)\) = ${NUMBER}`);

/** Lines that are looked at to tell what a file is: each layer of the network prints some of its own. */
const LINES = 2000;

/** Whether a line is that of an iteration. */
export function looksLikeDarknet(text: string): boolean {
  return text.split("\n", LINES).some((line) => ITERATION.test(line));
}

/** Reads the iterations, and each precision under the iteration before it. */
export function historyFromDarknet(text: string, frame: Partial<LogFrame> = {}): History {
  const rows: Row[] = [];
  let iteration = 0;
  for (const line of text.split("\n")) {
    const [, at, batch, mean, rate] = line.match(ITERATION) ?? [];
    if (at !== undefined) {
      iteration = Number(at);
      rows.push({ iteration, "avg loss": numberIn(mean), loss: numberIn(batch), lr: numberIn(rate) });
    }
    const [, name, precision] = line.match(PRECISION) ?? [];
    if (name !== undefined) rows.push({ iteration, [`val ${name}`]: numberIn(precision) });
  }
  return historyFromRows(rows, { ...frame, format: "Darknet log" });
}
