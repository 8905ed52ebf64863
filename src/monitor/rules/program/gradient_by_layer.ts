import { median } from "simple-statistics";
import { readingsWith, works } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("gradient-by-layer");

/** A gradient that shrinks or grows a thousandfold on its way back leaves layers that do not learn, or that jump. */
export const gradientByLayer: Rule = {
  name: "gradient-by-layer",
  watches: "gradient norm of the first layers against the last",
  predicate: `apart by a factor of ${LIMITS.apart}, or any above ${LIMITS.large}, and the loss is not halved`,
  remedy:
    "ReLU in the place of sigmoid or tanh, He or Glorot initialisation, normalisation or skip connections between the layers; clip what explodes.",
  source: "Hochreiter 1991; Glorot and Bengio 2010; Pascanu, Mikolov and Bengio 2013",
  readsRecord: true,
  check,
};

function check(observation: Observation): Outcome {
  const { recorded } = observation.evidence;
  const norms = recorded === undefined
    ? []
    : readingsWith(recorded, "gradientNorms").map(({ gradientNorms }) =>
      Object.entries(gradientNorms).flatMap(([name, norm]) =>
        norm === null || !Number.isFinite(norm) ? [] : [{ name, norm }]
      )
    ).filter((layers) => layers.length > 1);
  if (norms.length === 0) return notTested("Record gradients of a network of several layers.");
  const ratios = norms.map((layers) => layers[0].norm / layers[layers.length - 1].norm).filter((ratio) =>
    !Number.isNaN(ratio)
  );
  const ratio = ratios.length === 0 ? 1 : median(ratios);
  const largest = norms.flat().reduce((a, b) => b.norm > a.norm ? b : a);
  const [first, last] = [norms[0][0].name, norms[0].at(-1)!.name];
  const facts = { first, last, ratio, largest: largest.norm };
  if (works(observation)) return clear(facts);
  // what is so before the first update is the network's own doing, not the rate's
  const atFirst = ratios[0] < 1 / LIMITS.apart;
  if (ratio > 0 && ratio < 1 / LIMITS.apart) {
    return found(
      "critical",
      `The gradient vanishes on its way back: layer ${first} gets ${
        formatNumber(ratio)
      } of what layer ${last} gets`,
      facts,
      [speaksFor("initialisation", atFirst ? 3 : 1)],
    );
  }
  if (ratio > LIMITS.apart && Number.isFinite(ratio) || largest.norm > LIMITS.large) {
    return found(
      "critical",
      `The gradient explodes: ${formatNumber(largest.norm)} at layer ${largest.name}`,
      facts,
      [speaksFor("initialisation", 2)],
    );
  }
  return clear(facts);
}
