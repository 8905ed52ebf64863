/**
 * Which of two adversaries is ahead, as far as their losses tell.
 *
 * Log losses (Goodfellow et al. 2014): a discriminator that answers 1/2 to everything costs ln 2 for true rows and ln 2 for made ones,
 * their sum or mean, and its generator ln 2. It can always answer 1/2, so one that costs more than that for long is fooled. With D what it
 * answers to made rows the generator costs -ln D and the discriminator at least -ln(1 - D): since -ln(1 - exp(-g)) is convex in g, the means
 * over a batch, and over many, keep that order, and a pair that does not is of another kind.
 * Squares (Mao et al. 2017): 1/2 costs 0.25 for each side, halved or not. Hinge (Lim and Ye 2017): answers of 0 cost 2, told apart they
 * cost 0; the generator's is a score of either sign. Wasserstein critics (Arjovsky et al. 2017): a distance, of which no level means anything.
 *
 * @module
 */
import { endLevel, finite, seriesOf } from "../../logged.ts";
import { isDiscriminator, isGenerator } from "../../kind.ts";
import type { History, LoggedSeries } from "../../records.ts";
import { condense, laterHalf } from "../../series.ts";
import { limitsOf } from "../../thresholds.ts";
import { wordsOf } from "../../readers/classify.ts";

const LIMITS = limitsOf("adversaries");

/** Means in which single batches do not count. */
export const BINS = 200;

/** Where a pair of losses stands against what answers of 1/2 cost. */
export interface Balance {
  readonly ahead: "generator" | "neither";
  readonly discriminator: LoggedSeries;
  readonly generator: LoggedSeries;
  readonly level: number;
  /** What a discriminator costs that answers 1/2 to everything. */
  readonly undecided: number;
  /** Whether it is far above that, and the other kinds of loss that cost as much are ruled out. */
  readonly isSure: boolean;
}

/** Parts of a discriminator's loss, and what is added to it. */
const PART = /(^|_)(real|fake|true|penalty|gp|r1|acc|accuracy|\d+)(_|$)/;

/** Names of critics that measure a distance, of losses that are scores. */
const SCORED = /(^|_)(critic|w?gan_?gp|wgan|wasserstein|w_?dist\w*|hinge)(_|$)/;

/** Undecided adversaries: what both sides cost where every answer is 1/2, by the kind of loss. */
const UNDECIDED = [
  [2 * Math.LN2, Math.LN2],
  [Math.LN2, Math.LN2],
  [0.5, 0.25],
  [0.25, 0.25],
  [0.25, 0.125],
];

/** Whether losses are scores of a critic: their height or sign says so, or their names do. */
export function areScores(history: History): boolean {
  return sidesOf(history).some(({ name, values }) =>
    SCORED.test(wordsOf(name).join("_")) || isDiscriminator(name) && finite(values).some((value) => value < 0)
  );
}

/** Totals of both sides. */
export function sidesOf(history: History): readonly LoggedSeries[] {
  return [...seriesOf(history, "loss"), ...seriesOf(history, "loss term")].filter(({ name }) =>
    (isDiscriminator(name) || isGenerator(name)) && !PART.test(wordsOf(name).join("_"))
  );
}

/** Whether the generator is ahead, or neither, in the later half of the log; of one pair alone, since of several any may be meant. */
export function balanceOf(history: History): Balance | undefined {
  const sides = sidesOf(history);
  const [discriminator, another] = sides.filter(({ name }) => isDiscriminator(name));
  const [generator, other] = sides.filter(({ name }) => !isDiscriminator(name));
  if (discriminator === undefined || generator === undefined || another !== undefined) return undefined;
  if (other !== undefined || discriminator.values.length !== generator.values.length) return undefined;
  const values = [...discriminator.values, ...generator.values];
  // what falls below 0 is a score, no log and no square
  if (values.some((value) => !(value >= 0)) || areScores(history)) return undefined;
  const [d, g] = [discriminator, generator].map((side) => laterHalf(condense(side, BINS).values));
  if (d.length < LIMITS.fewest) return undefined;
  const level = endLevel(d), pair = { discriminator, generator, level };
  const stands = UNDECIDED.find(([ofD, ofG]) =>
    mostly(d, (value) => near(value, ofD)) && mostly(g, (value) => near(value, ofG))
  );
  if (stands !== undefined) return { ...pair, ahead: "neither", undecided: stands[0], isSure: true };
  const undecided = [2 * Math.LN2, Math.LN2].find((cost) => {
    // the sum of both halves costs at least what made rows do, their mean at least half of it
    const share = cost / (2 * Math.LN2);
    return mostly(
      d,
      (value, i) =>
        value > LIMITS.fooled * cost && value > LIMITS.bound * share * -Math.log(1 - Math.exp(-g[i])),
    ) && mostly(g, (value) => value < LIMITS.fools * Math.LN2);
  });
  if (undecided === undefined) return undefined;
  const isSure = level > LIMITS.surely * undecided && discriminator.values.length >= LIMITS.manyValues;
  return { ...pair, ahead: "generator", undecided, isSure };
}

function near(value: number, level: number): boolean {
  return Math.abs(value / level - 1) < LIMITS.undecided;
}

function mostly(values: readonly number[], holds: (value: number, i: number) => boolean): boolean {
  return values.filter(holds).length >= LIMITS.most * values.length;
}
