import { formatNumber } from "../text/mod.ts";

/** A number for a sentence: four significant digits. */
export function show(value: number): string {
  return formatNumber(value);
}
