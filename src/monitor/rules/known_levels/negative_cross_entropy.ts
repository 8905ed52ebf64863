import { hasRisen } from "../../guessing.ts";
import { ACCURACY, asShares, endLevel, finite, metricsLike, seriesOf } from "../../logged.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { atTheEnd, clear, found, levelOf, notTested, speaksAgainst, speaksFor } from "../outcome.ts";

/** A classifier's cross-entropy is never below 0, unless its labels are no probabilities: then it falls without end. */
export const negativeCrossEntropy: Rule = {
  name: "negative-cross-entropy",
  watches: "training loss of a classifier",
  predicate:
    "it ends below 0 where an accuracy was logged, which does not rise, and is no sum of several terms",
  remedy:
    "Print the labels: binary cross-entropy takes 0 and 1. Classes 0 to K-1 want sparse categorical cross-entropy and K outputs, numbers to predict a regression loss.",
  source: "definition of cross-entropy",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check({ history }: Observation): Outcome {
  const losses = finite(history.trainLoss);
  const [accuracy] = metricsLike(history, ACCURACY);
  if (losses.length < 3 || accuracy === undefined) return notTested("Log loss and accuracy of 3 epochs.");
  const level = endLevel(losses), facts = { first: losses[0], level };
  // answers that get better, or a sum with terms that are negative by nature, are no labels gone wrong
  const learns = metricsLike(history, ACCURACY).some(({ values }) => hasRisen(asShares(values)));
  const isSum = seriesOf(history, "loss term").filter(({ split }) => split === "train").length > 1;
  if (!(level < 0 && level < losses[0]) || learns || isSum) return clear(facts);
  return found(
    "critical",
    `The loss falls below zero: ${formatNumber(losses[0])} at first, ${atTheEnd(level, losses)}; ` +
      `cross-entropy does so only with labels other than 0 and 1 (accuracy ${
        levelOf(endLevel(accuracy.values), accuracy.values)
      })`,
    facts,
    [speaksFor("data", 3), speaksAgainst("learning rate", 2)],
  );
}
