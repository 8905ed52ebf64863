/**
 * JSON behind what a logger writes in front of each line: `2024-05-01 10:00:00 INFO {"epoch": 1, "loss": 0.9}`.
 *
 * @module
 */
import { parsePythonJson } from "./json.ts";
import { isRow } from "./nested.ts";
import type { Row } from "./rows.ts";

/** A time, a level or another mark of a logger, and then a record to the end of the line. */
const BEHIND = /^[^{}"\n]{1,120}[\s:|\]-](\{"[^\n]*\})\s*$/;

/** Lines that are looked at to tell what a file is, and the share of them that are such. */
const LINES = 200, SHARE = 0.5;

/**
 * The records, where most lines hold one; other lines are passed over.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(jsonBehind('INFO begun\nINFO {"loss": 2}\nINFO {"loss": 1}'), [{ loss: 2 }, { loss: 1 }]);
 * assertEquals(jsonBehind('{"loss": 2}\n{"loss": 1}'), undefined);
 * ```
 */
export function jsonBehind(text: string): readonly Row[] | undefined {
  const lines = text.split("\n", LINES).filter((line) => line.trim() !== "");
  const found = lines.filter((line) => BEHIND.test(line)).length;
  if (found < 2 || found < SHARE * lines.length) return undefined;
  const rows = text.split("\n").flatMap((line) => rowIn(line.match(BEHIND)?.[1]));
  return rows.length < 2 ? undefined : rows;
}

function rowIn(record: string | undefined): readonly Row[] {
  if (record === undefined) return [];
  try {
    const row = parsePythonJson(record);
    return isRow(row) ? [row] : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
