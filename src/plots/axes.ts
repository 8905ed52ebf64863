/**
 * The axes that several figures share.
 *
 * @module
 */
import type { ScaleOptions } from "@observablehq/plot";
import { formatNumber } from "../text/mod.ts";

/** An axis whose ticks are chosen, so that their labels are known before it is drawn. */
export type TickedScale = ScaleOptions & { readonly ticks: number[] };

/** A logarithmic axis with ticks that are all labelled. */
export function logScale(label: string, domain: readonly [number, number]): TickedScale {
  return { label: `${label} (log scale)`, type: "log", domain: [...domain], ticks: logTicks(domain) };
}

/** From below the smallest positive value to at least 1, where an error of a unit sine ends up at worst. */
export function errorDomain(errors: readonly number[]): [number, number] {
  const positive = errors.filter((error) => error > 0);
  return [Math.min(...positive) / 1.5, Math.max(1, ...positive) * 1.05];
}

/** No wider than positive errors that are compared among themselves need. */
export function closeDomain(errors: readonly number[]): [number, number] {
  return [Math.min(...errors) / 1.5, Math.max(...errors) * 1.5];
}

/** More powers of ten than these have no room for their labels: every second, third, ... is left. */
const MOST_POWERS = 9;

/** Ticks at 1, 2 and 5 times the powers of ten, or at the powers alone over more than three decades. */
export function logTicks([low, high]: readonly [number, number]): number[] {
  const decades = Math.log10(high) - Math.log10(low);
  const every = Math.max(1, Math.ceil(decades / MOST_POWERS));
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    if (power % every !== 0) continue;
    for (const digit of decades > 3 ? [1] : [1, 2, 5]) ticks.push(Number(`${digit}e${power}`));
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
}

/**
 * Round places from at or below `low` to at or above `high`, 1, 2 or 5 times a power of ten apart.
 *
 * @param atLeast the least distance of two, 1 where only whole numbers are places
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(roundTicks([0.13, 0.98], 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
 * assertEquals(roundTicks([1, 3], 8, 1), [1, 2, 3]);
 * ```
 */
export function roundTicks([low, high]: readonly [number, number], most: number, atLeast = 0): number[] {
  const wanted = Math.max(atLeast, high / most - low / most);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = power * [1, 2, 5, 10].find((digit) => digit * power > wanted * (1 - 1e-9))!;
  const first = Math.floor(low / step), last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Epochs from 0 to the last one. */
export function epochAxis(epochs: number, ticks = 10): ScaleOptions {
  return { label: "epoch", domain: [0, Math.max(2, epochs)], ticks, tickFormat: "d" };
}

/** Amplitudes of unit sines, with room for what overshoots. */
export function amplitudeAxis(label: string, ticks: readonly number[]): ScaleOptions {
  return { label, domain: [-1.35, 1.35], ticks: [...ticks] };
}

/** The least and the largest of some errors, for a caption. */
export function rangeText(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => formatNumber(value, 3));
  return low === high ? low : `${low} to ${high}`;
}
