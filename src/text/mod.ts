/**
 * Numbers and markup as text, the same in the monitor's sentences, in figures, tables and pages.
 *
 * @module
 */

/** What is smaller than this is the rounding error of a sum. */
const ROUNDING = 1e-12;

/**
 * A number for a sentence: so many significant digits, no exponent where it can be avoided, never "-0".
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals([0.50312, 0.000149, -1e-17, 1875].map((value) => formatNumber(value)), ["0.5031", "1.49e-4", "0", "1875"]);
 * ```
 */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) < ROUNDING) return "0";
  return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6
    ? String(Number(value.toPrecision(digits)))
    : value.toExponential(2);
}

/**
 * A number beside an axis: every digit that it has, and no more, an exponent from a million on and below a thousandth.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals([0.1 + 0.2, 195000, 1.5e-6, 2e9, 0].map(formatTick), ["0.3", "195000", "1.5e-6", "2e9", "0"]);
 * ```
 */
export function formatTick(value: number): string {
  const size = Math.abs(value), known = Number(value.toPrecision(12));
  if (size < Number.MIN_VALUE || size >= 1e-3 && size < 1e6) return String(known);
  return known.toExponential().replace("e+", "e");
}

/**
 * An error for a column: four decimals, so that points stand below each other, or an exponent where those would hide it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals([0.5, 0.000149, 0, -0.02].map(formatError), ["0.5000", "1.49e-4", "0.0000", "-0.0200"]);
 * ```
 */
export function formatError(value: number): string {
  return Math.abs(value) >= 1e-3 || Math.abs(value) < ROUNDING ? value.toFixed(4) : value.toExponential(2);
}

/**
 * A share as whole per cents.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(formatPercent(0.8749), "87%");
 * ```
 */
export function formatPercent(share: number): string {
  return `${(100 * share).toFixed(0)}%`;
}

/**
 * A share as per cents in two digits that count: more of them no trend is known to.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals([0.1827, 0.007654, 1.4].map(formatChange), ["18%", "0.77%", "140%"]);
 * ```
 */
export function formatChange(share: number): string {
  return `${formatNumber(100 * share, 2)}%`;
}

/**
 * A number of things: one epoch, two epochs.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals([formatCount(1, "value"), formatCount(0, "epoch")], ["1 value", "0 epochs"]);
 * ```
 */
export function formatCount(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/**
 * A rate: three digits that count, thousands apart.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(formatRate(113_842), "114,000");
 * ```
 */
export function formatRate(perSecond: number): string {
  return Number(perSecond.toPrecision(3)).toLocaleString("en");
}

/** Text made safe for the content or an attribute of an HTML or SVG element. */
export function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/**
 * A time for people: whole seconds, or minutes and seconds.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals([0.4, 59.6, 61].map(formatDuration), ["0 s", "1 min 00 s", "1 min 01 s"]);
 * ```
 */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/**
 * A number in the digits that people write; NaN for anything else that the engine takes for one, such as 0x10 or nothing.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(["1e3", "-.5", " 7 ", "0x10", ""].map(plainNumber), [1000, -0.5, 7, NaN, NaN]);
 * ```
 */
export function plainNumber(text: string): number {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : NaN;
}

/**
 * What somebody else wrote, as a terminal prints it and does not obey it: no control characters, no marks that turn the direction.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(printable("\x1b[2Jrun\u202e"), "?[2Jrun?");
 * ```
 */
export function printable(text: string): string {
  return text.replace(/\p{C}/gu, "?");
}

/**
 * The first of a list, and how many more there are: somebody else's file may have thousands.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals([someOf(["a", "b"], 2), someOf(["a", "b", "c"], 2)], ["a, b", "a, b and 1 more"]);
 * ```
 */
export function someOf(items: readonly string[], shown: number, separator = ", "): string {
  const more = items.length - shown;
  return items.slice(0, shown).join(separator) + (more > 0 ? ` and ${more} more` : "");
}

/**
 * A text of at most so many characters; of a longer one the end is left out.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals([cutTo("losses", 6), cutTo("losses of", 6)], ["losses", "los..."]);
 * ```
 */
export function cutTo(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 3)}...`;
}
