import type { Observation, Outcome } from "../records.ts";
import { clear, found, notTested, show, speaksFor } from "./outcome.ts";

/** A linear predictor from a window of inputs beats the trained network by a factor of two. */
export function informationUnused({ evidence: { frozen, predictors } }: Observation): Outcome {
  if (frozen === undefined || predictors === undefined) {
    return notTested("Fit the best linear predictor on a window of inputs and evaluate the frozen network.");
  }
  const facts = {
    testMse: frozen.testMse,
    windowedMse: predictors.windowed,
    windowSteps: predictors.windowSteps,
  };
  if (!(frozen.testMse > 2 * predictors.windowed)) return clear(facts);
  return found(
    "warning",
    `A linear predictor from ${predictors.windowSteps} inputs reaches ${
      show(predictors.windowed)
    }, the network ` +
      show(frozen.testMse),
    facts,
    [speaksFor("optimisation through time", 2)],
  );
}
