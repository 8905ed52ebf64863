/**
 * SVG as strings: text, and the clean-up of what Observable Plot draws.
 *
 * @module
 */
import { escapeMarkup } from "../text/mod.ts";
import { INK, TEXT } from "./theme.ts";

/** Where and how {@linkcode label} writes. */
export interface LabelOptions {
  readonly size?: number;
  readonly colour?: string;
  readonly weight?: "normal" | "bold";
  readonly style?: "normal" | "italic";
  readonly anchor?: "start" | "middle" | "end";
}

/** One line of text whose baseline starts at (x, y). */
export function label(x: number, y: number, text: string, options: LabelOptions = {}): string {
  const { size = TEXT.body, colour = INK, weight = "normal", style = "normal", anchor = "start" } = options;
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" font-style="${style}" ` +
    `text-anchor="${anchor}" fill="${colour}">${escapeMarkup(text)}</text>`;
}

/** Rough width of a text in pixels: half the font size a character, enough to lay out a legend or wrap a line. */
export function textWidth(text: string, size: number): number {
  return text.length * size * 0.5;
}

/** Breaks a text into lines no wider than `width` pixels, with a twentieth to spare: DejaVu Sans is that much wider. */
export function wrap(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && 1.05 * textWidth(`${last} ${word}`, size) <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

/**
 * Makes markup independent of its surroundings and of the renderer: colours written out instead of `currentColor`, lengths
 * in pixels instead of em, paths instead of lines (Skia draws a hairline under dashed lines), coordinates to a tenth of a
 * pixel, clip paths named after the figure.
 */
export function settle(markup: string): string {
  const written = markup
    .replace(/<line [^>]*>/g, lineAsPath)
    .replaceAll("currentColor", INK)
    .replaceAll("<style>", "<!--").replaceAll("</style>", "-->").replace(/<!--[^]*?-->/g, "")
    .replace(/"(-?[\d.]+)em"/g, (_, em: string) => `"${Number(em) * TEXT.body}"`)
    .replace(/ (?:d|points|transform|[xyr][12]?|c[xy]|width|height)="[^"]*"/g, roundCoordinates);
  const name = fingerprint(written.replaceAll(/plot-clip-\d+/g, ""));
  const seen: string[] = [];
  return written.replace(/plot-clip-\d+/g, (id) => {
    if (!seen.includes(id)) seen.push(id);
    return `clip-${name}-${seen.indexOf(id) + 1}`;
  });
}

function lineAsPath(line: string): string {
  const at = (name: string) => line.match(new RegExp(` ${name}="([^"]*)"`))?.[1] ?? "0";
  const rest = line.slice("<line".length).replace(/ [xy][12]="[^"]*"/g, "");
  return `<path d="M${at("x1")},${at("y1")}L${at("x2")},${at("y2")}"${rest}`;
}

function roundCoordinates(attribute: string): string {
  return attribute.replace(
    /-?\d+\.\d{2,}(e-?\d+)?/g,
    (number) => String(Math.round(Number(number) * 10) / 10),
  );
}

/** A short name made from the content (FNV-1a), the same on every machine. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
