import type { Observation, Outcome } from "../records.ts";
import { show } from "../show.ts";
import { clear, found, notTested, speaksFor } from "./outcome.ts";

/** A linear predictor from a window of inputs beats the trained network by a factor of two. */
export function informationUnused({ evidence: { frozen, predictors } }: Observation): Outcome {
  const windowed = predictors?.windowed;
  if (frozen === undefined || windowed === undefined) {
    return notTested("Fit the best linear predictor on a window of inputs and evaluate the frozen network.");
  }
  const facts = { testMse: frozen.testMse, windowedMse: windowed.mse, windowSteps: windowed.steps };
  if (!(frozen.testMse > 2 * windowed.mse)) return clear(facts);
  return found(
    "warning",
    `A linear predictor from ${windowed.steps} inputs reaches ${show(windowed.mse)}, the network ${
      show(frozen.testMse)
    }`,
    facts,
    [speaksFor("optimisation through time", 2)],
  );
}
