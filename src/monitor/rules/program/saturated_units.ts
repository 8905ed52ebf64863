import { readingsWith } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("saturated-units");

export const saturatedUnits: Rule = {
  name: "saturated-units",
  watches: "share of sigmoid and tanh values at their ends, by hidden layer, in the first readings",
  predicate: `over ${LIMITS.share} of a hidden layer's, where the gradient is next to nothing`,
  remedy: "Scale the inputs, start from Glorot's weights, or use ReLU in the hidden layers.",
  source: "Glorot and Bengio 2010; SageMaker Debugger SaturatedActivation",
  readsRecord: true,
  check,
};

function check({ evidence: { recorded } }: Observation): Outcome {
  const early = recorded === undefined ? undefined : readingsWith(recorded, "activations")[0];
  const layers = Object.entries(early?.activations ?? {});
  const known = layers.slice(0, -1).flatMap(([name, { saturated }]) =>
    saturated === undefined ? [] : [{ name, saturated }]
  );
  if (known.length === 0) {
    return notTested("Record a network with sigmoid or tanh units in its hidden layers.");
  }
  const worst = known.reduce((a, b) => b.saturated > a.saturated ? b : a);
  const facts = { layer: worst.name, saturated: worst.saturated };
  if (worst.saturated <= LIMITS.share) return clear(facts);
  return found(
    "critical",
    `${formatNumber(100 * worst.saturated)}% of the values of layer ${worst.name} are saturated at step ${
      early!.step
    }`,
    facts,
    [speaksFor("initialisation", 3)],
  );
}
