/**
 * A notebook file (nbformat 4) as a plain record; only what this project reads.
 *
 * @module
 */
import { z } from "zod";
import { naming, parseJson, validated } from "../../boundary/mod.ts";

const text = z.union([z.string(), z.array(z.string())]).transform((lines) =>
  typeof lines === "string" ? lines : lines.join("")
);

const output = z.discriminatedUnion("output_type", [
  z.object({ output_type: z.literal("stream"), name: z.string(), text }),
  z.object({ output_type: z.enum(["display_data", "execute_result"]), data: z.record(z.string(), text) }),
  z.object({ output_type: z.literal("error"), ename: z.string(), evalue: z.string() }),
]);

const cell = z.discriminatedUnion("cell_type", [
  z.object({ cell_type: z.literal("markdown"), source: text }),
  z.object({
    cell_type: z.literal("code"),
    source: text,
    metadata: z.object({ tags: z.array(z.string()).default([]) }),
    outputs: z.array(output),
  }),
]);

const notebook = z.object({
  nbformat: z.literal(4),
  /** `sources_sha256`: fingerprint of the modules that the outputs were made with. */
  metadata: z.object({ sources_sha256: z.string().optional() }).default({}),
  cells: z.array(cell),
});

/** One output of a code cell. */
export type Output = Readonly<z.output<typeof output>>;

/** A cell with program text. */
export type CodeCell = Readonly<Extract<z.output<typeof cell>, { cell_type: "code" }>>;

/** A notebook as read from its file. */
export type Notebook = Readonly<z.output<typeof notebook>>;

/**
 * Reads the JSON text of an .ipynb file.
 *
 * @throws {TypeError} or {SyntaxError} naming the file and what is wrong with it
 */
export function parseNotebook(json: string, name: string): Notebook {
  return validated(notebook, naming(name, () => parseJson(json)), name);
}

/** The code cells, in order. */
export function codeCells({ cells }: Notebook): CodeCell[] {
  return cells.filter((cell) => cell.cell_type === "code");
}
