/**
 * The table that `spacy train` prints between other lines: epoch, step, the loss of each component since the row above, its scores
 * on the development rows, and the score that decides. Source: `console_logger` in `spacy/training/loggers.py`.
 *
 * @module
 */
import type { History } from "../records.ts";
import type { LogFrame } from "./log.ts";
import { historyFromRows, type Row } from "./rows.ts";

const HEADER = /^E +# +LOSS /m;
const ROW = /^ *\d+ +\d+(?: +-?[\d.]+)+ *$/;

/** Whether the table's header stands in the text. */
export function looksLikeSpacy(text: string): boolean {
  return HEADER.test(text.slice(0, 100_000));
}

/** Reads the rows, each on its step; a second table below replaces the first. */
export function historyFromSpacy(text: string, frame: Partial<LogFrame> = {}): History {
  const lines = text.slice(text.search(HEADER)).split("\n");
  const names = lines[0].trim().split(/ {2,}/).slice(2).map(named);
  const rows = lines.slice(1).filter((line) => ROW.test(line.slice(0, 1000))).map((line): Row => {
    const [, step, ...cells] = line.trim().split(/ +/).map(Number);
    return { step, ...Object.fromEntries(names.map((name, i) => [name, cells[i]])) };
  });
  return historyFromRows(rows, { ...frame, format: "spaCy training log" });
}

/** `ENTS_F` and its like are F, precision and recall on development rows, in per cent; the score weighs them. */
function named(column: string): string {
  if (column.startsWith("LOSS ")) return `loss_${column.slice(5).toLowerCase()}`;
  const [, what, letter] = column.match(/^(.+)_([FPR])$/) ?? [];
  const measure = { F: "f1", P: "precision", R: "recall" }[letter ?? ""];
  return `dev_${measure === undefined ? column.toLowerCase() : `${what.toLowerCase()}_${measure}`}`;
}
