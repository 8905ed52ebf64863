import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("information-unused");

export const informationUnused: Rule = {
  name: "information-unused",
  watches: "the network against a linear predictor on a window",
  predicate: `the linear predictor is ${LIMITS.times} times as good`,
  remedy: "Train through longer windows, at a coarser sampling rate first.",
  source: "Tallec and Ollivier 2018; Box, Jenkins and Reinsel, linear predictors",
  check,
};

/** A linear predictor from a window of inputs beats the trained network. */
function check({ evidence: { frozen, predictors } }: Observation): Outcome {
  const windowed = predictors?.windowed;
  if (frozen === undefined || windowed === undefined) {
    return notTested("Fit the best linear predictor on a window of inputs and evaluate the frozen network.");
  }
  const facts = { testMse: frozen.testMse, windowedMse: windowed.mse, windowSteps: windowed.steps };
  if (!(frozen.testMse > LIMITS.times * windowed.mse)) return clear(facts);
  return found(
    "warning",
    `A linear predictor from ${windowed.steps} inputs reaches ${formatNumber(windowed.mse)}, the network ${
      formatNumber(frozen.testMse)
    }`,
    facts,
    [speaksFor("optimisation through time", 2)],
  );
}
