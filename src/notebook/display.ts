/**
 * What cells show. Every function here sends one display message and then waits a moment, because Deno's kernel
 * (2.8.2 and later) says that a cell is done before it has sent what the cell displayed, and front ends stop listening.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { toPng } from "../plots/png.ts";

/** Time for a display message to leave the kernel, in milliseconds. */
const DELIVERY = 25;

/** Pixels of a picture to a pixel of its figure: sharp enough to read, small enough to commit. */
const SCALE = 1.5;

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
  const bundle = await figureBundle(svg);
  await display({ ...bundle, "text/plain": `${bundle["text/plain"]}${note}` }, place);
}

/**
 * A figure in the formats that notebooks are read in: as SVG, as a picture of the same, and its title as text.
 *
 * Never inside HTML: a viewer that does not trust a notebook it did not run (JupyterLab, GitHub, nbconvert with
 * `sanitize_html`) would take the HTML first and leave of the drawing only its words. The picture it shows.
 */
export async function figureBundle(svg: string): Promise<MediaBundle> {
  const title = svg.match(/aria-label="([^"]*)"/)?.[1] ?? "figure";
  return {
    "image/svg+xml": svg,
    "image/png": Buffer.from(await toPng(svg, SCALE)).toString("base64"),
    "text/plain": `[figure: ${title}]`,
  };
}

/** Displays a line or a paragraph of Markdown, for single numbers. */
export async function say(markdown: string): Promise<void> {
  await display({ "text/markdown": markdown, "text/plain": markdown });
}
