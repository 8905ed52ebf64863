import { endLevel, finite, leadingLoss, seriesOf } from "../../logged.ts";
import type { History, LoggedSeries, Observation, Outcome, Rule } from "../../records.ts";
import { lowest } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { rise } from "../course/divergence.ts";
import { clear, found, notTested } from "../outcome.ts";
import { PRICE } from "../fit/terms_in_conflict.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("objective-grows");

/** A curriculum, a term that is given more weight or stronger augmentation raise the training loss of a model that gets better. */
export const objectiveGrows: Rule = {
  name: "objective-grows",
  watches: "training loss against validation loss, or against its own terms",
  predicate:
    "the training loss rises and stays there while the validation loss is at its best at the end; or by no more than a penalty that was logged, while each other term ends near its lowest",
  remedy:
    "Nothing here asks for a change if the training loss grows by plan (a curriculum, the weight of a term, stronger augmentation): judge by the validation loss; else find out what adds to it.",
  source: "Bengio, Louradour, Collobert and Weston 2009, curriculum learning",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check({ history }: Observation): Outcome {
  const penalty = penaltyThatGrows(history);
  if (penalty !== undefined) return ofPenalty(history, penalty);
  const { heldOutLoss = [], heldOutName = "validation" } = history;
  const held = finite(heldOutLoss);
  if (held.length < LIMITS.fewest || finite(history.trainLoss).length < LIMITS.fewest) {
    return notTested(`It takes ${LIMITS.fewest} training and validation losses.`);
  }
  const { risen, best, last } = rise(history);
  if (!risen || !isBestAtTheEnd(history)) return clear();
  return found(
    "info",
    `The training loss rises (${formatNumber(best)} -> ${
      formatNumber(last)
    }) while the ${heldOutName} loss falls (${formatNumber(held[0])} -> ${
      formatNumber(held[held.length - 1])
    }): what is trained for grows, the model has not diverged`,
    { best, last },
  );
}

/** Whether the held-out loss has fallen, and ends where it is lowest. */
export function isBestAtTheEnd({ heldOutLoss = [] }: History): boolean {
  const held = finite(heldOutLoss), best = lowest(held);
  return held.length >= LIMITS.fewest && held[0] - best > LIMITS.gained * Math.abs(held[0]) &&
    held[held.length - 1] - best <= LIMITS.near * (held[0] - best);
}

/**
 * A penalty that alone makes the loss of a log rise: every term that measures an error, of training and of held-out rows, has fallen and
 * ends near its lowest, and no total rises by more than the penalty does. Weights that diverge take their errors along.
 */
export function penaltyThatGrows(history: History): LoggedSeries | undefined {
  const terms = seriesOf(history, "loss term").filter(({ values }) => finite(values).length >= LIMITS.fewest);
  const penalties = terms.filter(({ name, split }) => split === "train" && PRICE.test(name));
  const errors = terms.filter(({ name }) => !PRICE.test(name));
  const totals = [leadingLoss(history, "train"), leadingLoss(history, "validation")].filter((total) =>
    total?.role === "loss"
  );
  if (!errors.some(({ split }) => split === "train") || !errors.every(endsLow)) return undefined;
  return penalties.find((penalty) =>
    totals.length > 0 && rise(history).risen && !isRunaway(penalty, errors, totals) &&
    totals.every((total) => risenSinceBest(total!) < LIMITS.explained * risenSinceBest(penalty))
  );
}

/**
 * Whether what the code of an autoencoder costs has driven its loss far above its lowest: more weight makes a KL term smaller and less weight
 * makes it count for less, so that no plan does that, and weights that explode do. That of weights (Bayesian networks) may grow by plan.
 */
function isRunaway(
  { name }: LoggedSeries,
  errors: readonly LoggedSeries[],
  totals: readonly (LoggedSeries | undefined)[],
): boolean {
  return KL.test(name) && errors.some((error) => RECONSTRUCTION.test(error.name)) &&
    totals.some((total) => endLevel(total!.values) > LIMITS.runaway * lowest(finite(total!.values)));
}

const KL = /(^|[/_.])kld?([/_.]|$)/i, RECONSTRUCTION = /recon|(^|[/_.])rec([/_.]|$)/i;

/** Whether a term has fallen, and ends near its lowest. */
function endsLow({ values }: LoggedSeries): boolean {
  const known = finite(values), least = lowest(known);
  return endLevel(known) - least <= LIMITS.nearOfTerm * (known[0] - least);
}

/** What a series ends at above its lowest. */
function risenSinceBest({ values }: LoggedSeries): number {
  const known = finite(values);
  return known[known.length - 1] - lowest(known);
}

function ofPenalty(history: History, { name, values }: LoggedSeries): Outcome {
  const { best, last } = rise(history), known = finite(values);
  return {
    ...found(
      "info",
      `The training loss rises (${formatNumber(best)} -> ${formatNumber(last)}) by ${name} alone (${
        formatNumber(known[0])
      } -> ${formatNumber(known[known.length - 1])}); its other terms end near their lowest`,
      { best, last, penalty: name },
    ),
    called: "NO ALARM: ONLY A PENALTY GROWS",
    remedy:
      `Judge by the terms that measure an error, not by their sum. If ${name} is not meant to grow (no weight that is raised by plan), look at what it is a penalty on.`,
  };
}
