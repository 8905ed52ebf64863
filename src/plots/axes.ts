/**
 * The axes that several figures share.
 *
 * @module
 */
import type { ScaleOptions } from "@observablehq/plot";
import { formatNumber } from "../text/mod.ts";

/** A logarithmic axis with ticks that are all labelled. */
export function logScale(label: string, domain: readonly [number, number]): ScaleOptions {
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

/** Ticks at 1, 2 and 5 times the powers of ten, or at the powers alone over more than three decades. */
export function logTicks([low, high]: readonly [number, number]): number[] {
  const wide = Math.log10(high / low) > 3;
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const digit of wide ? [1] : [1, 2, 5]) ticks.push(Number(`${digit}e${power}`));
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
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
