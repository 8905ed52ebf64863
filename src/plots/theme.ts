/**
 * The look every figure shares: colours, line styles and sizes.
 *
 * Data colours are the Okabe-Ito palette (Okabe & Ito 2008, "Color Universal Design"), which people with the common
 * colour vision deficiencies can tell apart. Every series also has a dash pattern and a symbol of its own, so
 * that a figure still reads in grey.
 *
 * @module
 */

/** The Okabe-Ito colours that keep their contrast on white and on black. */
export const COLOURS = {
  blue: "#0072b2",
  vermillion: "#d55e00",
  green: "#009e73",
  purple: "#cc79a7",
  orange: "#e69f00",
  sky: "#56b4e9",
} as const;

/** Text and axes. */
export const INK = "#1b1f24";
/** Text that comes second: subtitles, notes. */
export const MUTED = "#59626d";
/** What lies behind the data: noise, the mixture. */
export const BACKDROP = "#a9b1ba";
/** Grid lines and frames. */
export const GRID = "#dfe3e8";
/** The figure's own background, so that it reads on any page. */
export const PAPER = "#ffffff";

/** The same five on a dark page, and the one data colour too deep for it. */
export const DARK: Readonly<Record<string, string>> = {
  [INK]: "#eceff2",
  [MUTED]: "#a8b1bb",
  [BACKDROP]: "#6c757f",
  [GRID]: "#363c44",
  [PAPER]: "#15181c",
  [COLOURS.blue]: "#4ba3e3",
};

/** How one series is drawn. */
export interface SeriesStyle {
  readonly colour: string;
  /** SVG dash pattern; empty for a solid line. */
  readonly dash: string;
  readonly symbol: "circle" | "square" | "triangle" | "diamond" | "cross" | "star";
}

/** Styles of the first, second, ... series of a figure. */
const SERIES: readonly SeriesStyle[] = [
  { colour: COLOURS.blue, dash: "", symbol: "circle" },
  { colour: COLOURS.vermillion, dash: "7,3", symbol: "square" },
  { colour: COLOURS.green, dash: "2,3", symbol: "triangle" },
  { colour: COLOURS.purple, dash: "9,3,2,3", symbol: "diamond" },
  { colour: COLOURS.orange, dash: "4,4", symbol: "cross" },
  { colour: COLOURS.sky, dash: "1,2", symbol: "star" },
];

/** The style of series `index`, starting over after the last one. */
export function seriesStyle(index: number): SeriesStyle {
  return SERIES[index % SERIES.length];
}

/** Colour, dash and symbol of the four sines, in frequency order; the same in every figure. */
export const FREQUENCY_STYLES: readonly SeriesStyle[] = SERIES.slice(0, 4);

/** Style of each noise preset; the same in every figure. */
export const NOISE_STYLES: Readonly<Record<"softened" | "quarter" | "literal", SeriesStyle>> = {
  softened: { colour: COLOURS.green, dash: "", symbol: "circle" },
  quarter: { colour: COLOURS.orange, dash: "7,3", symbol: "square" },
  literal: { colour: COLOURS.purple, dash: "9,3,2,3", symbol: "diamond" },
};

/** Fonts to try, in order; the last ones are on most Linux machines. */
export const FONT = "system-ui, 'Segoe UI', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

/** Width of a figure in pixels. */
export const WIDTH = 760;

/** Font sizes in pixels, chosen to be legible when the figure is shown at half size. */
export const TEXT = { title: 19, subtitle: 14, body: 14 } as const;
