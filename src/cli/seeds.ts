import { InvalidArgumentError } from "commander";

/** Most seeds of one study. */
const MOST = 1000;

/**
 * Seeds from "0-9", "1,5,7" or "none".
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseSeeds("0-2,7"), [0, 1, 2, 7]);
 * ```
 */
export function parseSeeds(text: string): readonly number[] {
  if (text === "none") return [];
  const seeds = text.split(",").flatMap((part) => {
    const range = part.trim().match(/^(\d{1,6})(?:-(\d{1,6}))?$/);
    if (range === null) {
      throw new InvalidArgumentError("It must be like 0-9, 1,5,7 or none; seeds are at most 999999.");
    }
    const [first, last] = [Number(range[1]), Number(range[2] ?? range[1])];
    if (last < first || last - first >= MOST) {
      throw new InvalidArgumentError(`A range must rise, by under ${MOST}.`);
    }
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
  return [...new Set(seeds)];
}
