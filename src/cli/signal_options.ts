/**
 * Parsers of option values about recordings.
 *
 * @module
 */
import { MAX_SEED } from "../random/generator.ts";
import { NOISE_NAMES, type NoiseName } from "../signal/mod.ts";
import { numberOption } from "./program.ts";

/** A seed of a recording's noise. */
export const seedOption = numberOption(
  `an integer from 0 to ${MAX_SEED}`,
  (value) => Number.isInteger(value) && value >= 0 && value <= MAX_SEED,
);

/** A noise preset or a phase range in radians. */
export function noiseOption(text: string): NoiseName | number {
  const name = NOISE_NAMES.find((name) => name === text);
  return name ??
    numberOption(`one of ${NOISE_NAMES.join(", ")} or a phase range in radians`, (width) => width >= 0)(text);
}
