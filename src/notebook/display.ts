/**
 * What cells show. Every function here sends one display message and then waits a moment, because Deno's kernel
 * (2.8.2 and later) says that a cell is done before it has sent what the cell displayed, and front ends stop listening.
 *
 * @module
 */

/** Time for a display message to leave the kernel, in milliseconds. */
const DELIVERY = 25;

/** An output in several formats; the front end takes the richest that it knows. */
export type MediaBundle = Deno.jupyter.MediaBundle;

/** Where an output goes: a new place, or the place of an earlier output of the same name. */
export interface Place {
  readonly name: string;
  readonly update: boolean;
}

/** Displays one output. */
export async function display(bundle: MediaBundle, place?: Place): Promise<void> {
  await Deno.jupyter.display(bundle, {
    raw: true,
    ...(place && { display_id: place.name, update: place.update }),
  });
  await new Promise((resolve) => setTimeout(resolve, DELIVERY));
}

/** Displays a figure of `src/plots`; `note` goes into its plain text. */
export async function show(svg: string, place?: Place, note = ""): Promise<void> {
  const bundle = figureBundle(svg);
  await display({ ...bundle, "text/plain": `${bundle["text/plain"]}${note}` }, place);
}

/**
 * A figure in the formats that notebooks are read in: inside HTML, because nbconvert strips scripts and styles from a
 * bare SVG; as SVG, for pages that show no HTML; and its title as text.
 */
export function figureBundle(svg: string): MediaBundle {
  const title = svg.match(/aria-label="([^"]*)"/)?.[1] ?? "figure";
  return { "text/html": svg, "image/svg+xml": svg, "text/plain": `[figure: ${title}]` };
}

/** Displays a line or a paragraph of Markdown, for single numbers. */
export async function say(markdown: string): Promise<void> {
  await display({ "text/markdown": markdown, "text/plain": markdown });
}
