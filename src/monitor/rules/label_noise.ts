import type { Observation, Outcome, Rule } from "../records.ts";
import { formatNumber, formatPercent } from "../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "./outcome.ts";

export const labelNoise: Rule = {
  name: "label-noise",
  watches: "jumps of the training targets",
  predicate: "noise is 10% to 90% of their variance",
  remedy: "Clean the targets, or judge the error above the noise floor and report that floor.",
  source: "Gasser, Sroka and Jennen-Steinmetz 1986, residual variance from second differences",
  check,
};

/** Between a tenth and nine tenths of the training targets' variance jumps from sample to sample: noise in the labels. */
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
  if (share < 0.1 || share > 0.9) return clear(facts);
  return found(
    share > 0.2 ? "critical" : "warning",
    `Noise makes up ${formatPercent(share)} of the targets' variance; no error below ${
      formatNumber(targetNoiseVariance)
    } ` +
      "can be measured against them",
    facts,
    [speaksFor("data", 3)],
  );
}
