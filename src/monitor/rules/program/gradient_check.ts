import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("gradient-check");

/** A gradient that is not the slope of the loss leads downhill by accident. */
export const gradientCheck: Rule = {
  name: "gradient-check",
  watches:
    "the slope of the loss by backward() and by two evaluations, along a random direction of each layer",
  predicate: `apart by over ${LIMITS.apart} of the larger`,
  remedy:
    "Compare backward() with forward() of the custom function in this layer or after it; a straight-through estimator is meant to differ.",
  source: "definition of the derivative; Karpathy 2019, CS231n notes on gradient checks",
  readsRecord: true,
  check,
};

function check({ evidence: { recorded } }: Observation): Outcome {
  const tried = recorded?.experiments.gradients;
  if (tried === undefined) {
    return notTested("Compare gradients with slopes: python -m wont_it_train probe --only gradients.");
  }
  const wrong = tried.filter(({ backward, measured, unsure }) =>
    Math.abs(backward - measured) >
      LIMITS.apart * Math.max(Math.abs(backward), Math.abs(measured)) + LIMITS.unsure * unsure + LIMITS.least
  );
  // what goes wrong after a layer goes wrong in all before it
  const last = wrong.at(-1), facts = { layers: tried.length, wrong: wrong.length };
  if (last === undefined) return clear(facts);
  return found(
    "critical",
    `The gradient of layer ${last.layer} is not the slope of the loss: backward() gives ${
      formatNumber(last.backward)
    }, two evaluations ${formatNumber(last.measured)}`,
    { ...facts, ...last },
    [speaksFor("program", 3)],
  );
}
