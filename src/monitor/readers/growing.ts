/**
 * Files that are written at their end: what was read of them stays read.
 *
 * @module
 */
import type { Observation } from "../records.ts";
import { openTable, type Table } from "./open_table.ts";
import { looksLikeEvents, openEvents } from "./event_file.ts";
import { parsePythonJson } from "./json.ts";
import { kindOf } from "./kind_of_text.ts";
import { frameOf, mostBytes, observationFromLines, type ReadOptions } from "./mod.ts";
import { plainText } from "./plain_text.ts";
import { isRow } from "./nested.ts";
import type { Row } from "./rows.ts";
import { looksLikeWandb } from "./wandb_file.ts";
import { looksZipped } from "./zip.ts";

/** See the module. */
export interface Growing {
  /**
   * Takes in what stands after the bytes before: whole lines, or whole records. How many of the bytes those were; the
   * others are to come again, with more.
   *
   * @throws {TypeError | SyntaxError} after which the file is to be read whole
   */
  add(bytes: Uint8Array): number;
  /** What was read so far; what is added later changes nothing in it. Errors are those of a file that is read whole. */
  observe(): Observation;
}

/**
 * A file that begins with the bytes, before any of it is taken in: a table, JSON lines or an event file. `undefined` for
 * what has to be read whole each time.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const bytes = (text: string) => new TextEncoder().encode(text);
 * const file = openGrowing(bytes("epoch,loss\n1,2\n2,1."))!;
 * assertEquals(file.add(bytes("epoch,loss\n1,2\n2,1.")), 15);
 * assertEquals(file.add(bytes("2,1.5\n")), 6);
 * assertEquals(file.observe().history.trainLoss, [2, 1.5]);
 * ```
 */
export function openGrowing(
  bytes: Uint8Array,
  { name = "value", set, chosen = {} }: ReadOptions = {},
): Growing | undefined {
  if (looksLikeEvents(bytes)) {
    const events = openEvents(set);
    return {
      add: (more) => events.add(more),
      observe: () => ({ history: events.history(chosen), evidence: {} }),
    };
  }
  if (looksLikeWandb(bytes) || looksZipped(bytes)) return undefined;
  const frame = frameOf(name, set, chosen);
  const kind = kindOf(wholeLines(bytes).text.trimStart());
  if (kind === "lines") {
    const rows: Row[] = [];
    return ofText(
      (text) => {
        for (const line of text.split("\n").filter((line) => line.trim() !== "")) {
          const row = parsePythonJson(line);
          if (isRow(row)) rows.push(row);
        }
      },
      () => observationFromLines(rows, frame),
    );
  }
  if (kind !== "table") return undefined;
  let table: Table | undefined;
  return ofText((text) => {
    const isFirst = table === undefined;
    table ??= openTable(text.trim(), name, frame);
    if (!table.canGrow || text.includes(QUOTE)) throw new TypeError("a table that has to be read whole");
    if (!isFirst) table.add(text);
  }, () => ({ history: table!.history(), evidence: {} }));
}

/** Between two of these a cell may go on over lines. */
const QUOTE = '"';

function ofText(add: (text: string) => void, observe: () => Observation): Growing {
  let length = 0, most = 0;
  return {
    add(bytes) {
      const { text, taken } = wholeLines(bytes);
      if (length === 0) most = mostBytes(bytes);
      length += taken;
      if (length > most || text.includes("\0")) throw new TypeError("no text that is read line by line");
      if (taken > 0) add(text);
      return taken;
    },
    observe,
  };
}

/** The lines that have ended. */
function wholeLines(bytes: Uint8Array): { readonly text: string; readonly taken: number } {
  const taken = bytes.lastIndexOf(10) + 1;
  return { text: plainText(new TextDecoder().decode(bytes.subarray(0, taken))), taken };
}
