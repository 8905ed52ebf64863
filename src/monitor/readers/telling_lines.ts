/**
 * Whether a text is what a trainer printed, and the lines in which it tells of the training.
 *
 * @module
 */
import { CYCLEGAN, EPOCH, isMeasure, LLMC, OF_SO_MANY, rowOf } from "./console_line.ts";
import { COUNTS } from "./counters.ts";
import { NUMBER } from "./numbers.ts";
import { looksAtBar, printedLines } from "./printed_lines.ts";
import { rewritten } from "./rewritten.ts";

/** Lines, and characters of a line, that are looked at to tell what a file is. */
const LINES = 5000, CHARACTERS = 1000;

/** Whether the text is what a trainer printed: at least two of its lines give a loss, a reward or a score, or place a measure. */
export function looksPrinted(text: string): boolean {
  return linesOf(beginningOf(text), LINES) !== undefined;
}

/** The lines that are looked at. */
function beginningOf(text: string): string {
  let end = -1;
  for (let line = 0; line < LINES; line++) {
    end = text.indexOf("\n", end + 1);
    if (end < 0) break;
  }
  return text.slice(0, Math.min(LINES * CHARACTERS, end < 0 ? text.length : end));
}

/** The lines of a text, at most so many that they tell; `undefined` where fewer than two hold a measure. */
export function linesOf(text: string, most = Infinity): Iterable<string> | undefined {
  for (const lines of [printedLines, ...(text.includes("%|") ? [looksAtBar] : [])]) {
    let told = 0, count = 0;
    for (const line of lines(text)) {
      if (isTelling(rewritten(line.slice(0, CHARACTERS))) && ++told === 2) return lines(text);
      if (++count === most) break;
    }
  }
  return undefined;
}

function isTelling(line: string): boolean {
  if ([LOSS, LLMC, CYCLEGAN].some((one) => one.test(line))) return true;
  const isPlaced = [EPOCH, COUNTED, OF_SO_MANY, COUNTS].some((one) => one.test(line));
  return isPlaced && Object.keys(rowOf(line, new Set(), undefined)).some((name) => isMeasure(name));
}

const LOSS = new RegExp(
  String.raw`(?:loss|reward|fitness|score|_return|损失)[\w./-]{0,40}'?\s{0,9}(?:[:=：]|\s)\s{0,9}'?${NUMBER}`,
  "i",
);

/** A step with its number. */
export const COUNTED = /\b(?:step|iter|iteration)\b\W{1,5}\d/i;
