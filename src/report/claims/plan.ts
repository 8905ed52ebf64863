/**
 * What the original report says of the cause and promises of its plan.
 *
 * @module
 */
import type { Diagnosis } from "../../monitor/mod.ts";
import { parameterCount } from "../../model/mod.ts";
import { formatNumber } from "../../text/mod.ts";
import { type AuditInput, check, type Claim } from "./claim.ts";

/** The central claim. */
export function capacityClaims(
  { evidence: { capacity }, target }: AuditInput,
  { findings }: Diagnosis,
): Claim[] {
  const finding = findings.find(({ rule }) => rule === "capacity");
  const constructed = capacity?.constructed;
  return [
    check(
      "Stable plateau indicates model has fully utilized current capacity",
      finding && finding.severity !== "info",
      finding?.title,
    ),
    check(
      "64 hidden units cannot represent 4 different frequency patterns simultaneously",
      constructed && constructed.testMse > target,
      constructed &&
        `${constructed.hiddenSize} units with constructed weights reach ${formatNumber(constructed.testMse)}`,
    ),
    check("Diagnosis (Insufficient Capacity): 90%", undefined, "nothing stated computes it"),
  ];
}

/** What the plan promises. */
export function planClaims({ evidence: { capacity, predictors }, target }: AuditInput): Claim[] {
  const larger = capacity?.larger, constructed = capacity?.constructed;
  const measured = larger && `${larger.hiddenSize} units: frozen test MSE ${formatNumber(larger.testMse)}`;
  const floor = predictors && Math.min(predictors.memoryless, predictors.windowed?.mse ?? Infinity);
  const [one, two] = [
    parameterCount({ inputSize: 5, hiddenSize: 128, biases: 1 }),
    parameterCount({ inputSize: 5, hiddenSize: 128, biases: 2 }),
  ];
  return [
    check("Expected to RESOLVE with increased capacity", larger && larger.testMse < target, measured),
    check(
      "MSE = 0.015-0.025 after 100 epochs",
      larger && larger.testMse >= 0.015 && larger.testMse <= 0.025,
      measured,
    ),
    check("Training: 60-90 minutes", undefined, "depends on the machine"),
    check(
      "Parameters: 68,481 (3.75x increase)",
      one === 68481 || two === 68481,
      `${two} with two bias vectors (${
        formatNumber(two / parameterCount({ inputSize: 5, hiddenSize: 64, biases: 2 }))
      }x), ${one} with one`,
    ),
    check(
      "Samples/Parameter ratio: 0.58",
      Math.abs(40000 / two - 0.58) < 0.005,
      `40000 / ${two} = ${formatNumber(40000 / two)}`,
    ),
    check(
      "Theoretical noise floor: MSE ~0.01-0.02",
      floor === undefined ? undefined : floor >= 0.01 && floor <= 0.02,
      floor === undefined ? undefined : `the best predictor from the signal reaches ${formatNumber(floor)}` +
        (constructed ? `; a clock that ignores it ${formatNumber(constructed.testMse)}` : ""),
    ),
    check("Success Probability (MSE < 0.02 within 2 runs): 80%", undefined, "nothing stated computes it"),
  ];
}
