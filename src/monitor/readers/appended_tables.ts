/**
 * Tables one below the other in one text: of runs that were appended, or halves of one table.
 *
 * @module
 */
import { SEPARATORS } from "./separator.ts";

/**
 * A run that is appended to a table writes a header of its own. What stands below the same header goes on, as long as it counts on
 * or anew; below another one a table of its own begins.
 */
export function ofTables(text: string): { readonly last: string; readonly count: number } {
  const header = text.slice(0, text.indexOf("\n") >>> 0), [first] = header.split(/[,;\t]/, 1);
  if (!/^[a-z_]/i.test(header) || first === header || !text.includes(`\n${first}`)) {
    return { last: text, count: 1 };
  }
  const blocks: Block[] = [];
  let from = 0;
  const blockTo = (end: number): Block => {
    const [own, ...lines] = text.slice(from, end).split("\n");
    return { header: own, rows: lines.filter((line) => line !== own && line.trim() !== "") };
  };
  for (let at = text.indexOf(`\n${first}`); at >= 0; at = text.indexOf(`\n${first}`, at + 1)) {
    const line = text.slice(at + 1, text.indexOf("\n", at + 1) >>> 0);
    const own = text.slice(from, text.indexOf("\n", from) >>> 0);
    if (line === own || !/^[a-z_][^\d,;\t]*(?:[,;\t]\s*[a-z_][^,;\t]*)+$/i.test(line)) continue;
    blocks.push(blockTo(at));
    from = at + 1;
  }
  const last = blockTo(text.length), whole = blocks.length === 0 ? undefined : sideBySide([...blocks, last]);
  return whole === undefined
    ? { last: [last.header, ...last.rows].join("\n"), count: blocks.length + 1 }
    : { last: whole, count: 1 };
}

/**
 * Blocks that count the same places in their first column, side by side: the curve of the training rows above, that of the validation rows below.
 * `undefined` where they do not, or hold a name twice: then they are tables of several runs.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const train = { header: "epoch,loss", rows: ["1,0.9", "2,0.7"] };
 * const val = { header: "epoch,val_loss", rows: ["1,1.0", "2,0.8"] };
 * assertEquals(sideBySide([train, val]), "epoch,loss,val_loss\n1,0.9,1.0\n2,0.7,0.8");
 * ```
 */
export function sideBySide(blocks: readonly Block[]): string | undefined {
  const separator = SEPARATORS.find((candidate) => blocks[0].header.includes(candidate)) ?? ",";
  const tables = blocks.map(({ header, rows }) => [header, ...rows].map((line) => line.split(separator)));
  const [place] = tables[0][0],
    names = tables.flatMap(([header]) => header.slice(1).map((name) => name.trim()));
  const areAlike = tables.every((table) =>
    table.length === tables[0].length &&
    table.every(([count], row) => Number(count) === Number(tables[0][row][0]) || row === 0)
  );
  if (!areAlike || tables[0].length < 2 || new Set(names).size < names.length) return undefined;
  if (!tables.every(([header]) => header[0].trim() === place.trim())) return undefined;
  return tables[0].map(([count], row) =>
    [count, ...tables.flatMap((table) => table[row].slice(1))].join(separator)
  )
    .join("\n");
}

/** A block of a file that holds several: its header, and the rows below it. */
interface Block {
  readonly header: string;
  readonly rows: readonly string[];
}
