import { finite } from "../logged.ts";
import type { History, Observation, Outcome, Rule } from "../records.ts";
import { lowest } from "../series.ts";
import { formatNumber } from "../../text/mod.ts";
import { rise } from "./divergence.ts";
import { clear, found, notTested } from "./outcome.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("objective-grows");

/** A curriculum, a term that is given more weight or stronger augmentation raise the training loss of a model that gets better. */
export const objectiveGrows: Rule = {
  name: "objective-grows",
  watches: "training loss against validation loss",
  predicate: "the training loss rises and stays there while the validation loss is at its best at the end",
  remedy:
    "Nothing here asks for a change if the training loss grows by plan (a curriculum, the weight of a term, stronger augmentation): judge by the validation loss; else find out what adds to it.",
  source: "Bengio, Louradour, Collobert and Weston 2009, curriculum learning",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check({ history }: Observation): Outcome {
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
