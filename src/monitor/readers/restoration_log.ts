/**
 * What BasicSR prints, which restores images, and those made after it (KAIR, SR3): iterations with their rates and losses, and an
 * evaluation under a heading with the name of its pictures. Source: `MessageLogger` and `_log_validation_metric_values` of BasicSR,
 * `main_train_psnr.py` of KAIR.
 *
 * @module
 */
import type { History } from "../records.ts";
import { historyFromConsole } from "./console.ts";
import type { LogFrame } from "./log.ts";

/** A place, which all of them print alike; rates, checkpoints and evaluations go by the iteration. */
const PLACE = /([<[])epoch:\s*\d+, (?=iter:\s*[\d,]+[,>])/g;

/** The heading of an evaluation, in a line of its own or before the first of its measures. */
const HEADING = /\bValidation ([\w.-]{1,60}),?\s*(?=#|$)/;

/** A measure below it, and what the best was. */
const MEASURE = /^\s*# ([\w.-]{1,40}): (\S+)(?:\s+Best: \S+ @ \d+ iter)?/;

/** KAIR's result of a test. */
const AVERAGE = /, Average PSNR\s*: /;

/** Lines that are looked at: a description of the network, and of each picture of an evaluation, stands before it. */
const LINES = 5000;

/** Whether one of the first lines has such a place. */
export function looksLikeRestoration(text: string): boolean {
  return text.split("\n", LINES).some((line) => line.search(PLACE) >= 0);
}

/** Reads the iterations, each measure of an evaluation by the name of its pictures. */
export function historyFromRestoration(text: string, frame: Partial<LogFrame> = {}): History {
  let pictures: string | undefined;
  const lines = text.split("\n").flatMap((line) => {
    const placed = line.replace(PLACE, "$1").replace(AVERAGE, "> val PSNR: ");
    const named = placed.match(HEADING)?.[1];
    if (named !== undefined) pictures = named;
    const measures = named === undefined ? placed : placed.slice(placed.search(HEADING)).replace(HEADING, "");
    if (pictures === undefined || !/^\s*#/.test(measures)) {
      if (named === undefined) pictures = undefined;
      return placed;
    }
    return measures.split(/\t(?=\s*#)/).flatMap((one) => {
      const [, name, value] = one.match(MEASURE) ?? [];
      return value === undefined ? [] : `val ${pictures}/${name}: ${value}`;
    });
  });
  return historyFromConsole(lines.join("\n"), { ...frame, counted: "iteration" });
}
