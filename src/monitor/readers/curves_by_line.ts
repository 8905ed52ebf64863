/**
 * Curves of several runs, one a line behind what tells the run: `[64, 0.01]: 2.3, 1.9, 1.7`.
 *
 * @module
 */
import { cutTo, someOf } from "../../text/mod.ts";
import { meaningOf } from "./classify.ts";

/** A label, then numbers. */
const CURVE = /^(.{1,300}?):\s+[-+]?(?:\d[\d.e+-]*|nan|inf)(?:\s*,\s*[-+]?(?:\d[\d.e+-]*|nan|inf)){2}/i;

/** What a label says where the numbers of a line are those of one moment. */
const MOMENT = /\b(epoch|step|iter|iteration|batch|episode|round)s?\b/i;

/** Lines that are looked at, and characters of each. */
const LINES = 20, CHARACTERS = 2000;

/**
 * @throws {TypeError} where each line is the curve of a run: one verdict over all of them would be about none
 */
export function refuseCurves(text: string): void {
  const lines = text.split("\n", LINES).filter((line) => line.trim() !== "");
  if (lines.length < 2) return;
  const labels = lines.map((line) => line.slice(0, CHARACTERS).match(CURVE)?.[1].trim());
  const areRuns =
    labels.every((label) =>
      label !== undefined && /[\p{L}[(]/u.test(label) && !MOMENT.test(label) && meaningOf(label) === undefined
    ) && new Set(labels).size === labels.length;
  if (!areRuns) return;
  const count = text.split("\n").filter((line) => line.trim() !== "").length;
  const named = someOf(labels.slice(0, 2).map((label) => cutTo(`${label}`, 60)), 2, "; ");
  throw new TypeError(
    `${count} curves, one a line, each behind a label of its own (${named}${
      count > 2 ? "; ..." : ""
    }): several runs; give one alone, a value a line`,
  );
}
