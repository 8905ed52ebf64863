/**
 * The result of one cell in a file of its own, as `deno task study:cell` leaves it wherever it runs.
 *
 * @module
 */
import { z } from "zod";
import { naming, parseJson, readIfThere, validated } from "../boundary/mod.ts";
import type { Maker } from "./sweep.ts";

const SCHEMA = z.strictObject({
  study: z.string(),
  key: z.string(),
  made: z.object({ by: z.string() }).catchall(z.string()),
  result: z.record(z.string(), z.unknown()),
});

/** One result, and where it comes from. */
export interface CellRecord<Result> {
  readonly study: string;
  readonly key: string;
  readonly made: Maker;
  readonly result: Result;
}

/**
 * Where a cell of the study in `file` is looked for.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const file = cellFile("reports/capacity/capacity.json", "windows/literal/64/0");
 * assertEquals(file, "reports/capacity/cells/windows/literal/64/0.json");
 * ```
 */
export function cellFile(file: string, key: string): string {
  return `${cellsFolder(file)}/${key.replace(/[^\w./-]+/g, "_")}.json`;
}

/** Where the cells of the study in `file` lie, one a file. */
export function cellsFolder(file: string): string {
  return `${file.slice(0, file.lastIndexOf("/") + 1)}cells`;
}

/** What a cell's file holds, or null where there is none. */
export function readCellFile<Result>(path: string): CellRecord<Result> | null {
  const text = readIfThere(path);
  return text === null ? null : parseCellRecord(text, path);
}

/**
 * A cell's record, from its file or from another machine's answer.
 *
 * @throws {SyntaxError} or {TypeError} that names `what`
 */
export function parseCellRecord<Result>(text: string, what: string): CellRecord<Result> {
  const record: CellRecord<unknown> = validated(SCHEMA, naming(what, () => parseJson(text)), what);
  return record as CellRecord<Result>; // a study's own cells, made by its own code
}
