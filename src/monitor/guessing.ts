/**
 * What guessing costs among K classes, and whether a classifier does nothing else.
 *
 * @module
 */
import { median } from "simple-statistics";
import { ACCURACY, asShares, endLevel, finite, metricsLike, seriesOf } from "./logged.ts";
import type { History } from "./records.ts";
import { noise, trendPValue } from "./series.ts";
import { limitsOf } from "./thresholds.ts";

const LIMITS = limitsOf("guessing");

/** Number of classes among which guessing costs this loss, to the tolerance; `undefined` where none of 2 to 1000 does. */
export function classesOf(loss: number, tolerance: number): number | undefined {
  const classes = Math.min(1000, Math.round(Math.exp(loss)));
  return classes >= 2 && Math.abs(Math.log(classes) - loss) < tolerance ? classes : undefined;
}

/** Cross-entropy that a calibrated classifier of this accuracy can cost at most: as sure of each answer as it is right. */
export function dearestLoss(accuracy: number, classes: number): number {
  const entropy = (share: number) => share > 0 ? -share * Math.log(share) : 0;
  const wrong = 1 - accuracy;
  return entropy(accuracy) + entropy(wrong) + wrong * Math.log(Math.max(1, classes - 1));
}

/** A classifier whose accuracy is that of guessing among `classes`. */
export interface Guessing {
  readonly classes: number;
  /** The first epoch cost several times what guessing does: the weights were thrown far off. */
  readonly blownUp: boolean;
}

/** Whether the share of right answers has come up since the first evaluation, by more than chance and its own noise: that is no guessing. */
export function hasRisen(shares: readonly number[]): boolean {
  return endLevel(shares) - shares[0] > Math.max(LIMITS.risen, LIMITS.risenNoises * noise(shares)) &&
    trendPValue(shares, "up") < LIMITS.byChance;
}

/** Who guesses is as often right at the end as at first. */
function climbs(shares: readonly number[]): boolean {
  return endLevel(shares) > LIMITS.climbs * shares[0] && trendPValue(shares, "up") < LIMITS.byChance;
}

/**
 * Whether the losses of the rows whose answers were counted are of one order with the training loss: who guesses pays the same for every row.
 * What lies orders apart was added up over rows, batches or an epoch, of which no price of a row can be told.
 */
function isOfOneScale(history: History, level: number): boolean {
  const countsTraining = metricsLike(history, ACCURACY, "train").length > 0;
  return seriesOf(history, "loss").every(({ split, values }) => {
    const times = endLevel(values) / level;
    return countsTraining && split !== "train" ||
      !(times > LIMITS.scalesApart || times < 1 / LIMITS.scalesApart);
  });
}

/**
 * Whether a classifier guesses to the end, in training and on held-out rows; its loss is at ln K or above it, its accuracy at 1/K.
 */
export function guessing(history: History): Guessing | undefined {
  const losses = finite(history.trainLoss);
  const accuracies = metricsLike(history, ACCURACY).map(({ values }) => asShares(values));
  const shares = accuracies.map(endLevel);
  if (losses.length < 3 || shares.length === 0 || accuracies.some(climbs)) return undefined;
  const level = endLevel(losses);
  if (!isOfOneScale(history, level)) return undefined;
  const most = Math.floor(Math.exp(level / LIMITS.cheapest));
  const classes = Math.min(Math.round(1 / median(shares)), most);
  const allGuess = shares.every((share) =>
    share > LIMITS.accuracyLeast / classes && share < LIMITS.accuracyMost / classes
  );
  if (classes < 3 || classes > LIMITS.classesMost || !allGuess) return undefined;
  const [first] = losses;
  return {
    classes,
    blownUp: first > LIMITS.blownUp * Math.log(classes) && first > LIMITS.blownUpOverEnd * level,
  };
}
