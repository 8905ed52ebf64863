/**
 * The frame of every figure: title, subtitle, legend, and one or more panels drawn by Observable Plot.
 *
 * @module
 */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { escapeMarkup, formatTick } from "../text/mod.ts";
import { label, settle, textWidth, wrap } from "./svg.ts";
import { DARK, FONT, GRID, INK, MUTED, PAPER, TEXT, WIDTH } from "./theme.ts";

/** One line of the legend. */
export interface LegendEntry {
  readonly label: string;
  readonly colour: string;
  readonly mark: "line" | "dot" | "square" | "area";
  /** Dash pattern of a line. */
  readonly dash?: string;
  /** Room for the label in pixels, where it is wider than words are: a name out of a file. */
  readonly room?: number;
}

/** One plot and its place below the heading, in pixels. */
export interface Panel {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title?: string;
  readonly plot: Plot.PlotOptions;
}

/** One plot over the whole figure. */
export function wholePanel(height: number, plot: Plot.PlotOptions): Panel {
  return { x: 0, y: 0, width: WIDTH, height, plot };
}

/** What {@linkcode figure} puts together. */
export interface FigureOptions {
  readonly title: string;
  /** What to see, in a sentence or two; wrapped to the width. */
  readonly subtitle?: string;
  readonly legend?: readonly LegendEntry[];
  readonly panels?: readonly Panel[];
  /** SVG markup drawn below the heading as it is, on top of the panels. */
  readonly drawing?: string;
  /** Height of the part below the heading. */
  readonly height: number;
  readonly width?: number;
  /** Whether the page around it has a heading and margins of its own: the title is then announced alone. */
  readonly inPage?: boolean;
}

const PADDING = 16;
const PANEL_TITLE = 20;
// A document of our own, so that Plot never looks for a browser's.
const { document } = parseHTML("<!doctype html><html><body></body></html>");

/**
 * A complete, self-contained SVG.
 *
 * It carries its own background, light by default and dark where the reader's page asks for dark, and a title that
 * screen readers announce.
 */
export function figure(
  { title, subtitle, legend = [], panels = [], drawing = "", height, width = WIDTH, inPage = false }:
    FigureOptions,
): string {
  const heading: string[] = [], padding = inPage ? 0 : PADDING;
  let y = padding;
  for (const line of inPage ? [] : wrap(title, width - 2 * PADDING, TEXT.title)) {
    heading.push(label(PADDING, y += TEXT.title, line, { size: TEXT.title, weight: "bold" }));
    y += 4;
  }
  for (const line of subtitle ? wrap(subtitle, width - 2 * PADDING, TEXT.subtitle) : []) {
    heading.push(label(PADDING, y += TEXT.subtitle + 3, line, { size: TEXT.subtitle, colour: MUTED }));
  }
  if (legend.length > 0) {
    const drawn = drawLegend(legend, inPage ? y : y + 12, width, padding);
    heading.push(drawn.markup);
    y = drawn.bottom;
  }
  y += 12;
  const total = Math.round(y + height + PADDING);
  const body = settle(panels.map(drawPanel).join("")) + drawing;
  return `<svg xmlns="http://www.w3.org/2000/svg" class="figure" role="img" aria-label="${
    escapeMarkup(title)
  }" width="${width}" ` +
    `height="${total}" viewBox="0 0 ${width} ${total}" font-family="${FONT}" font-size="${TEXT.body}">` +
    `<style>${STYLE}${
      body.includes('class="moving"') ? STILL : ""
    }</style><rect width="${width}" height="${total}" rx="6" fill="${PAPER}"/>` +
    `${heading.join("")}<g transform="translate(0,${y})">${body}</g></svg>`;
}

const STYLE =
  ".figure{max-width:100%;height:auto}.figure text{white-space:pre}@media screen and (prefers-color-scheme:dark){" +
  Object.entries(DARK).map(([light, dark]) =>
    `.figure [fill="${light}"]{fill:${dark}}.figure [stroke="${light}"]{stroke:${dark}}`
  ).join("") + "}";

/** What moves on a screen is not there in print, nor for readers who asked for less motion. */
const STILL = "@media print,(prefers-reduced-motion:reduce){.figure .moving{display:none}}";

function drawPanel({ x, y, width, height, title, plot }: Panel): string {
  const top = title === undefined ? 0 : PANEL_TITLE;
  const drawn = Plot.plot({
    document: document as unknown as Document,
    width,
    height: height - top,
    marginLeft: 58,
    marginRight: 16,
    marginTop: 26,
    marginBottom: 42,
    className: "panel",
    ...plot,
    marks: [
      Plot.gridX({ stroke: GRID, strokeOpacity: 1, ...keepTicks(plot.x) }),
      Plot.gridY({ stroke: GRID, strokeOpacity: 1, ...keepTicks(plot.y) }),
      isLog(plot.x) ? Plot.axisX(plot.x.ticks, { text: formatTick }) : null,
      isLog(plot.y) ? Plot.axisY(plot.y.ticks, { text: formatTick }) : null,
      ...(plot.marks ?? []),
    ],
  });
  return `<g transform="translate(${x},${y})" fill="${INK}" text-anchor="middle" font-size="${TEXT.body}">` +
    (title === undefined ? "" : label(width / 2 + 20, 14, title, { weight: "bold", anchor: "middle" })) +
    `<g transform="translate(0,${top})">${drawn.innerHTML}</g></g>`;
}

/** Whether it is a logarithmic scale with chosen ticks: Plot by itself leaves some of their labels out. */
function isLog(
  scale: Plot.ScaleOptions | null | undefined,
): scale is Plot.ScaleOptions & { readonly ticks: number[] } {
  return scale?.type === "log" && Array.isArray(scale.ticks);
}

/** The ticks an axis was told to have, for its grid. */
function keepTicks(
  scale: Plot.ScaleOptions | null | undefined,
): { readonly ticks?: Plot.ScaleOptions["ticks"] } {
  return scale?.ticks === undefined ? {} : { ticks: scale.ticks };
}

function drawLegend(
  entries: readonly LegendEntry[],
  top: number,
  width: number,
  left: number,
): { markup: string; bottom: number } {
  let x = left, y = top + TEXT.body / 2;
  const parts = entries.map(({ label: text, colour, mark, dash = "", room = textWidth(text, TEXT.body) }) => {
    const wide = 34 + room + 18;
    if (x > left && x + wide > width) [x, y] = [left, y + 22];
    const key = mark === "line"
      ? `<path d="M${x},${y}h26" fill="none" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${
        dash || "none"
      }"/>`
      : mark === "dot"
      ? `<circle cx="${x + 13}" cy="${y}" r="4" fill="${colour}"/>`
      : mark === "square"
      ? `<rect x="${x + 9}" y="${y - 4}" width="8" height="8" fill="${colour}"/>`
      : `<rect x="${x}" y="${y - 7}" width="26" height="14" fill="${colour}" fill-opacity="0.35"/>`;
    const drawn = key + label(x + 33, y + 5, text);
    x += wide;
    return drawn;
  });
  return { markup: parts.join(""), bottom: y + 10 };
}
