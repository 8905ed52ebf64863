/**
 * Parsers of option values; each refuses with what is allowed.
 *
 * @module
 */
import { InvalidArgumentError } from "commander";
import { plausiblePath } from "../boundary/mod.ts";
import { numberOption } from "./program.ts";

/** One of the names. */
export function choiceOption<Name extends string>(names: readonly Name[]): (text: string) => Name {
  return (text) => {
    const name = names.find((name) => name === text);
    if (name === undefined) throw new InvalidArgumentError(`It must be one of ${names.join(", ")}.`);
    return name;
  };
}

/** A whole number from 1 to `most`, which is what memory and a user's patience allow. */
export function countOption(most: number): (text: string) => number {
  return numberOption(
    `a whole number from 1 to ${most}`,
    (n) => Number.isInteger(n) && n >= 1 && n <= most,
  );
}

/** Each thread has a stack and a kernel of its own, eleven megabytes; more than processors there is no use for. */
export const threadsOption = countOption(Math.min(64, Math.max(8, 2 * navigator.hardwareConcurrency)));

/** Numbers separated by commas. */
export function listOption(text: string): number[] {
  return text.split(",").map(numberOption("numbers separated by commas", () => true));
}

/** A path that is going to be written. */
export function pathOption(text: string): string {
  try {
    if (/\p{Cc}/u.test(text)) throw new RangeError("It must not hold control characters");
    return plausiblePath(text, "It");
  } catch (error) {
    throw new InvalidArgumentError(`${(error as Error).message}.`);
  }
}

/** Words that are printed somewhere. */
export function wordsOption(text: string): string {
  const words = text.trim();
  if (/^\P{C}{1,200}$/u.test(words)) return words;
  throw new InvalidArgumentError("It must be 1 to 200 letters, without control characters.");
}

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
