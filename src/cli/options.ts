/**
 * Parsers of option values; each refuses with what is allowed.
 *
 * @module
 */
import { InvalidArgumentError } from "commander";
import { plausiblePath } from "../boundary/mod.ts";
import { MAX_SEED } from "../random/generator.ts";
import { NOISE_NAMES, type NoiseName } from "../signal/mod.ts";
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

/** A seed of a recording's noise. */
export const seedOption = numberOption(
  `an integer from 0 to ${MAX_SEED}`,
  (value) => Number.isInteger(value) && value >= 0 && value <= MAX_SEED,
);

/** Each thread has a stack and a kernel of its own. */
export const threadsOption = countOption(64);

/** Numbers separated by commas. */
export function listOption(text: string): number[] {
  return text.split(",").map(numberOption("numbers separated by commas", () => true));
}

/** A noise preset or a phase range in radians. */
export function noiseOption(text: string): NoiseName | number {
  const name = NOISE_NAMES.find((name) => name === text);
  return name ??
    numberOption(`one of ${NOISE_NAMES.join(", ")} or a phase range in radians`, (width) => width >= 0)(text);
}

/** A path that is going to be written. */
export function pathOption(text: string): string {
  try {
    return plausiblePath(text, "It");
  } catch (error) {
    throw new InvalidArgumentError(`${(error as Error).message}.`);
  }
}
