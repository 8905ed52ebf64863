import { accuracyOf, endLevel, finite } from "../../logged.ts";
import type { History, Observation, Outcome, Rule } from "../../records.ts";
import { indexOfLowest, lossNames, lowest, trendPValue, unitOf } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, found, notTested, speaksAgainst, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("validation-far-off");

/**
 * In the first epoch training rows are as new to the network as held-out ones. Where these cost twice as much at once and never
 * less, nothing was overfitted: the two sets differ, or are measured in different ways.
 */
export const validationFarOff: Rule = {
  name: "validation-far-off",
  watches: "held-out against training loss from the first epoch on",
  predicate:
    `in every epoch it is over ${LIMITS.times} times the training loss and never under ${LIMITS.still} of its first value, while the training loss falls to ${LIMITS.learned}; held-out accuracy gains under ${LIMITS.accuracyGained}, and is behind by ${LIMITS.accuracyApart} at once; or it is at its best within ${LIMITS.soon} epochs, with ${LIMITS.hardly} of the training loss left, and the accuracy gains as little, at ${LIMITS.guessed} times what guessing gives or more, while that of the training rows gains ${LIMITS.trainGained}`,
  remedy:
    "Evaluate some training rows the way the validation rows are. If they come out as badly, the evaluation is wrong: evaluation mode (dropout, batch normalisation), preprocessing, the order of the classes. If they come out well, the rows differ: another source, a split by time or class, or training inputs that give the label away. Compare twenty rows of both, and split anew at random.",
  source:
    "Kapoor and Narayanan 2023, leakage and reproducibility; Karpathy 2019, a recipe for training neural networks",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check({ history }: Observation): Outcome {
  const losses = lossesOf(history), { trains, helds } = losses;
  if (history.unit !== "epoch" || (history.at?.[0] ?? 1) > 1 || trains.length < LIMITS.fewest) {
    return notTested(
      `Log training and validation loss once an epoch, from the first on, ${LIMITS.fewest} of them.`,
    );
  }
  const [train] = trains, [held] = helds, best = lowest(helds);
  const left = endLevel(trains) / train;
  const facts = { firstTrain: train, firstHeldOut: held, bestHeldOut: best, trainLeft: left };
  const isFar = trains.every((train, i) => train > 0 && helds[i] > LIMITS.times * train) &&
    best > LIMITS.still * held && left < LIMITS.learned;
  if (!isFar || learnsForOthers(history)) return neverNearer(history, losses);
  const { heldOut } = lossNames(history);
  return found(
    "critical",
    `Far off from the first epoch on, and never near: ${heldOut} ${formatNumber(held)} against ${
      formatNumber(train)
    } in training, ${formatNumber(best)} at its best`,
    facts,
    [speaksFor("measurement", 2), speaksAgainst("regularisation", 1)],
  );
}

/**
 * Overfitting comes after learning: a held-out loss that is at its best while the training rows are hardly fitted, and answers to
 * held-out rows that never get better while those to training rows do, are no sign of it.
 */
function neverNearer(history: History, { trains, helds }: Losses): Outcome {
  const [train] = trains, [held] = helds;
  const best = indexOfLowest(helds),
    facts = { firstTrain: train, firstHeldOut: held, bestHeldOut: helds[best] };
  const unseen = accuracyOf(history, "validation", "test"), seen = accuracyOf(history, "train");
  if (unseen === undefined || seen === undefined || trains.length < LIMITS.longest) return clear(facts);
  const [unseenEnd, seenEnd] = [endLevel(unseen), endLevel(seen)];
  const isUnfitted = best < LIMITS.soon && trains[best] > LIMITS.hardly * train &&
    endLevel(helds) > LIMITS.risen * helds[best] &&
    trendPValue(helds.slice(best), "up") < LIMITS.byChance;
  const isForTrainingOnly = seenEnd - seen[0] > LIMITS.trainGained &&
    unseenEnd - unseen[0] < LIMITS.accuracyGained && unseenEnd < LIMITS.behind * seenEnd;
  // of held-out rows that were never more than guessed nothing was learned that an evaluation could hide
  const isGuessed = unseenEnd < LIMITS.guessed / Math.round(Math.exp(helds[best]));
  if (!isUnfitted || !isForTrainingOnly || isGuessed) return clear(facts);
  return found(
    "critical",
    `Worse from ${unitOf(history)} ${
      best + 1
    } on, when the training rows were hardly fitted: held-out accuracy ${formatNumber(unseen[0])} -> ${
      formatNumber(unseenEnd)
    }, in training ${formatNumber(seen[0])} -> ${formatNumber(seenEnd)}`,
    facts,
    [speaksFor("measurement", 2), speaksAgainst("regularisation", 1)],
  );
}

/** Both losses of each epoch that has both. */
interface Losses {
  readonly trains: readonly number[];
  readonly helds: readonly number[];
}

function lossesOf({ trainLoss, heldOutLoss = [] }: History): Losses {
  const trains: number[] = [], helds: number[] = [];
  trainLoss.forEach((train, i) => {
    const held = heldOutLoss[i] ?? NaN;
    if (train === null || !Number.isFinite(train) || !Number.isFinite(held)) return;
    trains.push(train);
    helds.push(held);
  });
  return { trains, helds };
}

/** Answers to held-out rows that get better, or are as good as those to training rows, are answers to the same question. */
function learnsForOthers(history: History): boolean {
  const unseen = accuracyOf(history, "validation", "test"), seen = accuracyOf(history, "train");
  if (unseen === undefined) return false;
  return endLevel(unseen) - unseen[0] > LIMITS.accuracyGained ||
    seen !== undefined && finite(seen)[0] - unseen[0] < LIMITS.accuracyApart;
}
