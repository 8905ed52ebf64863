/**
 * How the reader looks at the runs; all of it stands in the address.
 *
 * @module
 */
/// <reference lib="dom" />

/** How y is scaled; `auto` takes a logarithm where a line spans more than a factor of 30. */
export const SCALES = ["auto", "log", "linear"] as const;

/** See the module. */
export interface Look {
  /** Names of runs that are not shown. */
  readonly hidden: readonly string[];
  /** The run whose findings are read; null for the first. */
  readonly focus: string | null;
  readonly stretch: readonly [number, number] | null;
  readonly scale: typeof SCALES[number];
  /** Lines that are not drawn, as {@linkcode lineName} has them. */
  readonly off: readonly string[];
  /** How much a curve is smoothed, 0 to {@linkcode MOST_SMOOTH}. */
  readonly smooth: number;
}

/** A moving average with more weight on what came before stands still. */
export const MOST_SMOOTH = 0.99;

/** A run's line in a chart. */
export function lineName(run: string, title: string, label: string): string {
  return `${run}: ${title}: ${label}`;
}

/** The look that an address asks for; what it cannot mean is left out. */
export function lookOf(hash: string): Look {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const [from, to] = ["from", "to"].map((name) => Number(fields.get(name) || NaN));
  return {
    hidden: fields.getAll("hide"),
    focus: fields.get("run"),
    stretch: Number.isFinite(from) && Number.isFinite(to) && from < to ? [from, to] : null,
    scale: SCALES.find((scale) => scale === fields.get("y")) ?? "auto",
    off: fields.getAll("off"),
    smooth: Math.min(MOST_SMOOTH, Math.max(0, Number(fields.get("smooth")) || 0)),
  };
}

/** The address of a look. */
export function hashOf({ hidden, focus, stretch, scale, off, smooth }: Look): string {
  const fields = new URLSearchParams([
    ...hidden.map((name) => ["hide", name]),
    ...off.map((name) => ["off", name]),
  ]);
  if (focus !== null) fields.set("run", focus);
  if (stretch !== null) {
    fields.set("from", String(stretch[0]));
    fields.set("to", String(stretch[1]));
  }
  if (scale !== "auto") fields.set("y", scale);
  if (smooth > 0) fields.set("smooth", String(smooth));
  return `#${fields}`;
}
