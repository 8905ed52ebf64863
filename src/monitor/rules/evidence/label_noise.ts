import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("label-noise");

export const labelNoise: Rule = {
  name: "label-noise",
  watches: "jumps of the training targets",
  predicate: `noise is ${formatPercent(LIMITS.least)} to ${formatPercent(LIMITS.most)} of their variance`,
  remedy: "Clean the targets, or judge the error above the noise floor and report that floor.",
  source: "Gasser, Sroka and Jennen-Steinmetz 1986, residual variance from second differences",
  check,
};

/** Much of the training targets' variance jumps from sample to sample: noise in the labels. */
function check({ evidence }: Observation): Outcome {
  const { targetNoiseVariance, targetVariance, frozen } = evidence;
  if (targetNoiseVariance === undefined || targetVariance === undefined) {
    return notTested("Estimate the noise in the training targets from their second differences.");
  }
  const share = targetNoiseVariance / targetVariance;
  const facts = {
    noiseVariance: targetNoiseVariance,
    share,
    ...(frozen === undefined ? {} : { testMse: frozen.testMse }),
  };
  if (share < LIMITS.least || share > LIMITS.most) return clear(facts);
  return found(
    share > LIMITS.critical ? "critical" : "warning",
    `Noise makes up ${formatPercent(share)} of the targets' variance; no error below ${
      formatNumber(targetNoiseVariance)
    } ` +
      "can be measured against them",
    facts,
    [speaksFor("data", 3)],
  );
}
