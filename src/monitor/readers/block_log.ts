/**
 * Records of several lines each, one measure a line: `Batch = 100`, below it `Correct = 14.15%`, then the next.
 *
 * @module
 */
import type { History } from "../records.ts";
import { meaningOf, saysSplit } from "./classify.ts";
import { isCounter, isOtherCounter } from "./counters.ts";
import { readCell } from "./csv_columns.ts";
import type { LogFrame } from "./log.ts";
import { historyFromRows, type Row } from "./rows.ts";

/** Lines that are looked at to tell what a file is, and characters of a line. */
const LINES = 400, CHARACTERS = 300;

/** Fewer blocks with the same names may be the settings of as many things. */
const FEWEST_BLOCKS = 3;

/** A name and what stands behind it; the name may be quoted, or follow the sign of a list. */
const PAIR =
  /^\s*(?:[-*•]\s)?["']?([a-z][\w ./()@%-]{0,60}?)["']?\s*(?:[:=]|\.{2,}:?|->)\s*(\S.{0,200}?)[,;]?\s*$/i;

/** A number, maybe with commas between thousands, and its unit. */
const VALUE =
  /^([-+]?(?:\d{1,3}(?:,\d{3})+|\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|[-+]?(?:nan|inf))\s?(%|ms|s|sec|dB)?$/i;

interface Block {
  readonly names: readonly string[];
  readonly row: Row;
  /** Lines without a name that stand above it. */
  readonly above: readonly string[];
}

/** The blocks of a text: each ends where a line holds no name with its value, or the name that it began with. */
function blocksIn(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let names: string[] = [], row: Record<string, number> = {}, above: string[] = [];
  const end = () => {
    if (names.length === 0) return;
    blocks.push({ names, row, above });
    [names, row, above] = [[], {}, []];
  };
  for (const line of text.split("\n")) {
    const [, name, written] = line.slice(0, CHARACTERS).match(PAIR) ?? [];
    if (name === undefined) {
      end();
      if (line.trim() !== "") above.push(line.trim());
      continue;
    }
    if (name === names[0]) end();
    names.push(name);
    const number = readCell(written.match(VALUE)?.[1].replaceAll(",", "") ?? written);
    if (typeof number === "number") row[name] = number;
  }
  end();
  return recordsOf(blocks);
}

/** From the first block whose names the next one has too: settings stand before it. */
function recordsOf(blocks: readonly Block[]): readonly Block[] {
  const begins = blocks.findIndex(({ names }, i) => names.join() === blocks[i + 1]?.names.join());
  return begins < 0 ? [] : blocks.slice(begins);
}

/**
 * Whether the text is made of blocks that all hold the same names, of which the first counts and another is a measure. What stands
 * between them is no more than a heading without a number: one that counts, or names rows, is read as what trainers print.
 */
export function looksLikeBlocks(text: string): boolean {
  const start = text.split("\n", LINES).join("\n"), [first, ...others] = blocksIn(start);
  // the last may not have come to its end
  const whole = others.slice(0, -1);
  if (whole.length + 1 < FEWEST_BLOCKS || first.names.length < 2) return false;
  const [counter, ...measures] = first.names, between = whole.flatMap(({ above }) => above);
  return whole.every(({ names, row }) => names.join() === first.names.join() && counter in row) &&
    (isCounter(counter) || isOtherCounter(counter)) &&
    measures.some((name) => name in first.row && meaningOf(name) !== undefined) &&
    new Set(between).size <= 1 && !between.some((line) => /\d/.test(line) || saysSplit(line));
}

/** Reads each block as one logged point. */
export function historyFromBlocks(text: string, frame: Partial<LogFrame> = {}): History {
  const [first, ...others] = blocksIn(text), counter = first.names[0];
  const rows = [first, ...others].map(({ row }) => row).filter((row) => counter in row);
  return historyFromRows(rows, { ...frame, format: "console log, a block a record" });
}
