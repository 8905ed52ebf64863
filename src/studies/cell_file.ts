/**
 * The result of one cell in a file of its own, as `deno task study:cell` leaves it wherever it runs.
 *
 * @module
 */
import { z } from "zod";
import { naming, parseJson, readIfThere, validated } from "../boundary/mod.ts";
import { type Maker, maker } from "./sweep.ts";

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

/** Whose records are read. */
export interface RecordsOf<Result> {
  /** Name of the study. */
  readonly study: string;
  readonly key: (result: Result) => string;
  readonly result: z.ZodType<Result>;
}

/**
 * What the file of a study's cell holds, or null where there is none.
 *
 * @throws what {@linkcode parseCellRecord} throws
 */
export function readCellFile<Result>(
  of: RecordsOf<Result>,
  path: string,
  key: string,
): CellRecord<Result> | null {
  const text = readIfThere(path);
  return text === null ? null : parseCellRecord(of, text, key, path);
}

/**
 * The record of the cell of that key, from its file or from another machine's answer.
 *
 * @throws {SyntaxError | TypeError | RangeError} naming `what`, when it is the record of something else
 */
export function parseCellRecord<Result>(
  of: RecordsOf<Result>,
  text: string,
  key: string,
  what: string,
): CellRecord<Result> {
  const schema = z.strictObject({
    study: z.literal(of.study),
    key: z.literal(key),
    made: maker,
    result: of.result.refine((result) => of.key(result) === key, `is that of another cell than ${key}`),
  });
  return validated(schema, naming(what, () => parseJson(text)), what);
}
