/**
 * What no log of one training holds: places beyond all, norms and rates below 0, a column for each value of a setting.
 *
 * @module
 */
import { once } from "../once.ts";
import type { LoggedSeries } from "../records.ts";
import { wordsOf } from "./classify.ts";
import { listed } from "./listed.ts";

/** Some tools log a first check before the training as epoch -1; no training has more than MOST_STEPS steps. */
export function refuseImpossible(name: string, at: readonly number[]): void {
  const wrong = impossibleIn(at);
  if (wrong !== undefined) throw new TypeError(`${name}: no training has an epoch or step ${wrong}`);
}

const MOST_STEPS = 1e13;

const impossibleIn = once((at: readonly number[]) =>
  at.find((place) => !(place >= -1 && place <= MOST_STEPS))
);

/** A gradient norm of -1 is how some tools say that it overflowed; a rate is never negative. */
export function refuseNegative({ name, values }: LoggedSeries): void {
  const wrong = values.find((value) => value !== null && value < 0);
  if (wrong !== undefined) throw new TypeError(`${name} must be 0 or more (given: ${wrong})`);
}

/** Whether a name is that of a mean of squares or of absolute values; some tools turn their sign to have more mean better. */
export function isSquare(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => /^(r?mse|mae)$/.test(word)) &&
    !words.some((word) => /^neg(ative)?$/.test(word));
}

/** A word and a number: the name of a setting with its value. */
const SETTING = /^(.*[a-z])[ =:_-]*[-\d.]+(?:e-?\d+)?$/i;

/** Columns that are called by one setting and its values are several runs. */
export function refuseSettings(names: readonly string[]): void {
  if (names.length < 2) return;
  const settings = new Set(names.map((name) => name.match(SETTING)?.[1]));
  if (settings.size !== 1 || settings.has(undefined)) return;
  throw new TypeError(
    `several runs in one table, a column for each value of a setting (${
      listed(names)
    }): name the one to read with --train`,
  );
}
