/**
 * What Caffe prints through glog: `Iteration 500, loss = 8.9` is the loss that is trained, smoothed over iterations;
 * `Train net output #3: loss = 8.8` and `Test net output #0: accuracy = 0.4` are the outputs of its nets, `lr = 0.1` the
 * rate. The prototxt files printed before are settings. Source: `tools/extra/parse_log.py` of Caffe.
 *
 * @module
 */
import type { History } from "../records.ts";
import { type Column, historyFromLog, type LogFrame } from "./log.ts";

const NUMBER = String.raw`([-+]?(?:\d*\.?\d+(?:e[-+]?\d+)?|nan|inf))`;
const SOLVER = /\bsolver\.cpp:\d+\] /;
const ITERATION = /\] Iteration (\d+)\b/;
const LOSS = new RegExp(String.raw`\] Iteration \d+\b.*?, loss = ${NUMBER}`, "i");
const RATE = new RegExp(String.raw`\] Iteration \d+, lr = ${NUMBER}`, "i");
const OUTPUT = new RegExp(String.raw`\b(Train|Test) net output #\d+: (\S+) = ${NUMBER}`, "i");

/** Lines that are looked at to tell what a file is. */
const LINES = 2000;

/** Whether a line of the text comes from Caffe's solver. */
export function looksLikeCaffe(text: string): boolean {
  return text.split("\n", LINES).some((line) => SOLVER.test(line.slice(0, 200)));
}

/**
 * Reads the lines of the solver.
 *
 * @throws {TypeError} when none of it is a measure of training.
 */
export function historyFromCaffe(text: string, frame: Partial<LogFrame> = {}): History {
  const columns = new Map<string, { at: number[]; values: number[] }>([["loss", { at: [], values: [] }]]);
  let iteration = 0;
  for (const line of text.split("\n")) {
    if (!line.includes("solver.cpp:")) continue;
    const part = line.slice(0, 1000);
    iteration = Number(part.match(ITERATION)?.[1] ?? iteration);
    add("loss", part.match(LOSS)?.[1]);
    add("lr", part.match(RATE)?.[1]);
    const [, net, name, value] = part.match(OUTPUT) ?? [];
    if (net !== undefined) add(net === "Test" ? `test/${name}` : `train net/${name}`, value);
  }
  const logged = [...columns].map(([name, column]): Column => ({ name, ...column }));
  return historyFromLog(logged, { ...frame, format: "Caffe log", unit: "step", counted: "iteration" });

  function add(name: string, number: string | undefined): void {
    if (number === undefined) return;
    const column = columns.get(name) ?? { at: [], values: [] };
    columns.set(name, column);
    column.at.push(iteration);
    column.values.push(Number(number.replace(/^([-+]?)inf$/i, "$1Infinity")));
  }
}
