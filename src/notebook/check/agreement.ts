/**
 * Whether two executions of a notebook say the same.
 *
 * @module
 */
import { codeCells, type Notebook, type Output } from "./document.ts";

/** Cells with this tag show times: only the kinds of their outputs are compared. */
const TIMES = "times";

/** Numbers agree when they differ by less than this share of the larger one ... */
const RELATIVE = 0.02;
/** ... or, inside a figure, by less than this many pixels. */
const PIXELS = 2;

const NUMBER = /-?\d+(?:,\d{3})*(?:\.\d+)?(?:e[+-]?\d+)?/gi;

/**
 * Where the fresh execution disagrees with the committed one, one line a difference. Text must be equal, numbers must agree to
 * 2 % (coordinates to 2 pixels): the last digits of a training may depend on the processor.
 */
export function disagreements(committed: Notebook, fresh: Notebook, name: string): string[] {
  const [old, now] = [codeCells(committed), codeCells(fresh)];
  if (old.length !== now.length) {
    return [`${name}: ${old.length} code cells committed, ${now.length} executed`];
  }
  return now.flatMap((cell, index) => {
    const where = `${name}, code cell ${index + 1}`;
    const before = old[index];
    if (before.source !== cell.source) return [`${where}: the committed cell has other code`];
    if (before.outputs.length !== cell.outputs.length) {
      return [`${where}: ${before.outputs.length} outputs committed, ${cell.outputs.length} executed`];
    }
    const times = cell.metadata.tags.includes(TIMES);
    return cell.outputs.flatMap((output, at) => {
      const difference = outputDifference(before.outputs[at], output, times);
      return difference === null ? [] : [`${where}, output ${at + 1}: ${difference}`];
    });
  });
}

function outputDifference(committed: Output, fresh: Output, times: boolean): string | null {
  const [old, now] = [contents(committed), contents(fresh)];
  const [oldKinds, nowKinds] = [old, now].map((output) => Object.keys(output).sort().join(", "));
  if (oldKinds !== nowKinds) return `was ${oldKinds}, is ${nowKinds}`;
  if (times) return null;
  for (const kind of Object.keys(now)) {
    if (kind === "image/png") continue; // a picture of the SVG beside it, in the fonts of one machine
    const difference = textDifference(old[kind], now[kind]);
    if (difference !== null) return `${kind}: ${difference}`;
  }
  return null;
}

function contents(output: Output): Readonly<Record<string, string>> {
  if (output.output_type === "error") return { error: `${output.ename}: ${output.evalue}` };
  return output.output_type === "stream" ? { [output.name]: output.text } : output.data;
}

/** The first difference between two texts that is more than a last digit, or null. */
export function textDifference(committed: string, fresh: string): string | null {
  const slack = committed.includes("<svg") ? PIXELS : 0;
  const [oldWords, newWords] = [committed, fresh].map((text) => text.split(NUMBER));
  const [oldNumbers, newNumbers] = [committed, fresh].map((text) => (text.match(NUMBER) ?? []).map(toNumber));
  const word = newWords.findIndex((text, at) => text !== oldWords[at]);
  if (word >= 0 || oldWords.length !== newWords.length) {
    return `was "${excerpt(oldWords[Math.max(0, word)])}", is "${excerpt(newWords[Math.max(0, word)])}"`;
  }
  const at = newNumbers.findIndex((value, at) => {
    const gap = Math.abs(value - oldNumbers[at]);
    return gap > slack && gap > RELATIVE * Math.max(Math.abs(value), Math.abs(oldNumbers[at]));
  });
  return at < 0 ? null : `was ${oldNumbers[at]}, is ${newNumbers[at]} (after "${excerpt(newWords[at])}")`;
}

function toNumber(text: string): number {
  return Number(text.replaceAll(",", ""));
}

function excerpt(text = ""): string {
  return text.trim().replace(/\s+/g, " ").slice(-40);
}
