import { type Notebook, type Output, parseNotebook } from "../../../src/notebook/check/document.ts";

/** A displayed text. */
export const shown = (text: string): Output => ({
  output_type: "display_data",
  data: { "text/plain": text },
});

/** A notebook of one code cell. */
export function oneCell(source: string, outputs: readonly Output[], tags: readonly string[] = []): Notebook {
  return parseNotebook(
    JSON.stringify({ nbformat: 4, cells: [{ cell_type: "code", source, outputs, metadata: { tags } }] }),
    "example",
  );
}
