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
  };
}

/** The address of a look. */
export function hashOf({ hidden, focus, stretch, scale }: Look): string {
  const fields = new URLSearchParams(hidden.map((name) => ["hide", name]));
  if (focus !== null) fields.set("run", focus);
  if (stretch !== null) {
    fields.set("from", String(stretch[0]));
    fields.set("to", String(stretch[1]));
  }
  if (scale !== "auto") fields.set("y", scale);
  return `#${fields}`;
}
