import { codeCells, type Notebook } from "../notebook/check/document.ts";
import { toPng } from "../plots/mod.ts";

/** Every figure of a notebook as a PNG file, numbered and named after its title: `figures/02_baseline_64/03_loss.png`. */
export async function figureFiles(name: string, notebook: Notebook): Promise<Record<string, Uint8Array>> {
  const figures = codeCells(notebook).flatMap(({ outputs }) =>
    outputs.flatMap((output) => "data" in output ? output.data["image/svg+xml"] ?? [] : [])
  );
  const files: Record<string, Uint8Array> = {};
  for (const [index, svg] of figures.entries()) {
    const title = svg.match(/aria-label="([^"]*)"/)?.[1] ?? "figure";
    const slug = title.toLowerCase().replace(/&\w+;/g, "").replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "")
      .slice(0, 60);
    files[`figures/${name}/${String(index + 1).padStart(2, "0")}_${slug}.png`] = await toPng(svg);
  }
  return files;
}
