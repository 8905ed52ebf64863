import type { Bearing, Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, explainedVariance, found, notTested, speaksAgainst, speaksFor, WORKS } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("capacity");

export const capacity: Rule = {
  name: "capacity",
  watches: "more units, constructed weights, one group alone, a short stretch",
  predicate: `more units leave under ${formatPercent(LIMITS.better)} of the error; or they do not`,
  remedy: "Double the units only when the probes say so.",
  source: "Zhang, Bengio, Hardt, Recht and Vinyals 2017, fitting as a probe of capacity",
  check,
};

/**
 * Whether the network is too small, from experiments only: more units (same recipe) more than halve the error; or
 * they do not, or a network of this size with constructed weights solves the task.
 */
function check({ history, evidence }: Observation): Outcome {
  const { capacity: probes, frozen, targetVariance } = evidence;
  if (probes === undefined || frozen === undefined) {
    return notTested(
      "Train on one group alone, overfit a short stretch, train with twice the units, or construct the weights.",
    );
  }
  const explained = explainedVariance(evidence);
  if (explained !== undefined && explained >= WORKS) return clear({ explainedVariance: explained });
  const { larger, constructed, oneGroupAlone, shortStretch } = probes;
  const facts = {
    testMse: frozen.testMse,
    ...(larger === undefined ? {} : { largerHiddenSize: larger.hiddenSize, largerTestMse: larger.testMse }),
    ...(constructed === undefined
      ? {}
      : { constructedHiddenSize: constructed.hiddenSize, constructedTestMse: constructed.testMse }),
    ...(oneGroupAlone === undefined ? {} : { oneGroupAloneMse: oneGroupAlone }),
    ...(shortStretch === undefined ? {} : { shortStretchMse: shortStretch }),
  };
  if (larger !== undefined && larger.testMse < LIMITS.better * frozen.testMse) {
    return found(
      "critical",
      `Capacity is the cause: ${larger.hiddenSize} units reach ${formatNumber(larger.testMse)}, not ${
        formatNumber(frozen.testMse)
      }`,
      facts,
      [speaksFor("capacity", 3)],
    );
  }
  const against: [string, Bearing][] = [];
  const { hiddenSize } = history.settings;
  if (
    constructed !== undefined && hiddenSize !== undefined && constructed.hiddenSize <= hiddenSize &&
    constructed.testMse < LIMITS.better * frozen.testMse
  ) {
    against.push([
      `${constructed.hiddenSize} constructed units reach ${formatNumber(constructed.testMse)}`,
      speaksAgainst("capacity", 3),
    ]);
  }
  if (larger !== undefined) {
    against.push([
      `${larger.hiddenSize} units reach no better than ${formatNumber(larger.testMse)}`,
      speaksAgainst("capacity", 2),
    ]);
  }
  if (
    oneGroupAlone !== undefined && targetVariance !== undefined &&
    oneGroupAlone > LIMITS.oneGroup * targetVariance
  ) {
    against.push([
      `it does not fit one group alone (${formatNumber(oneGroupAlone)})`,
      speaksAgainst("capacity", 2),
    ]);
  }
  if (shortStretch !== undefined && shortStretch < LIMITS.stretch * frozen.testMse) {
    against.push([
      `it overfits a short stretch (${formatNumber(shortStretch)})`,
      speaksAgainst("capacity", 1),
    ]);
  }
  if (against.length === 0) return clear(facts);
  return found(
    "info",
    `Capacity is not the cause: ${against.map(([why]) => why).join("; ")}`,
    facts,
    against.map(([, bearing]) => bearing),
  );
}
