/**
 * The original report's checkable claims beside what was measured.
 *
 * @module
 */
import { diagnose, findExcursions, type History, parameterCount, show } from "../monitor/mod.ts";
import type { RunFacts } from "./run_facts.ts";

/** One claim, quoted from the original, beside its check. */
export interface Claim {
  /** Words of the original. */
  readonly quote: string;
  readonly measured: string;
  readonly outcome: "agrees" | "disagrees" | "cannot be checked";
}

/** Runs and figures that claims are held against. */
export interface AuditInput {
  /** The run that reproduces the monitored one. */
  readonly run: RunFacts;
  /** The published running losses. */
  readonly published: History;
}

/** Reproductions differ by seed: two running losses within this share of each other agree. */
export const SAME_LOSS = 0.1;

/** All claims in the order of the original. */
export function auditClaims({ run, published }: AuditInput): readonly Claim[] {
  const { evidence, history } = run;
  const running = last(history.trainLoss),
    best = Math.min(...history.trainLoss.filter((loss) => loss !== null));
  const errors = evidence.frozen?.testMseByGroup;
  const larger = evidence.capacity?.larger;
  const [first, final] = [published.trainLoss[0]!, last(published.trainLoss)];
  const said = diagnose({ history: published, evidence: {} }).findings;
  const stopping = said.find(({ rule }) => rule === "early-stopping-due")?.evidence;
  const flat = said.find(({ rule }) => rule === "plateau")?.evidence;
  const longest = findExcursions(published).reduce((a, b) => b.entries > a.entries ? b : a);
  const capacity = run.diagnosis.findings.find(({ rule }) => rule === "capacity");
  const norms = run.diagnosis.clear.includes("exploding-gradient");
  const floor = evidence.predictors &&
    Math.min(evidence.predictors.memoryless, evidence.predictors.windowed?.mse ?? Infinity);
  const constructed = evidence.capacity?.constructed;
  return [
    check(
      "Hidden Size: 64 units (18,241 parameters)",
      parameterCount(5, 64, 2) === 18241,
      `${parameterCount(5, 64, 2)} with two bias vectors, ${parameterCount(5, 64, 1)} with one`,
    ),
    check(
      "Training Time: 14.5 minutes (~17.4s per epoch)",
      Math.abs(17.4 * 50 / 60 - 14.5) < 0.05,
      `50 x 17.4 s = ${show(17.4 * 50 / 60)} minutes`,
    ),
    check(
      "Best Loss: 0.365 (epoch 43)",
      near(best, 0.365),
      `running loss at best ${show(best)} here; which epoch depends on the seed`,
    ),
    check(
      "Final Loss: 0.374 (epoch 50)",
      near(running, 0.374),
      `running loss at the end ${show(running)} here`,
    ),
    check(
      "Improvement: -9.5% from epoch 1",
      Math.abs((final - first) / first * 100 + 9.5) < 0.1,
      `(0.374 - 0.413) / 0.413 = ${show((final - first) / first * 100)}%, of the running loss`,
    ),
    check(
      "Performance Gap: 36.5x WORSE THAN TARGET",
      evidence.frozen && near(evidence.frozen.testMse / run.target, 36.5),
      evidence.frozen &&
        `the frozen test MSE ${show(evidence.frozen.testMse)} is ${
          show(evidence.frozen.testMse / run.target)
        } times the target; 36.5 is the running loss's`,
    ),
    check(
      "plateau for 7 epochs: 43-50",
      flat?.bestEpoch === 43 && flat.epochsWithoutImprovement === 7,
      flat &&
        `best published figure at ${flat.bestEpoch}, ${flat.epochsWithoutImprovement} epochs without a better one`,
    ),
    check(
      "Early stopping should have triggered at epoch 58",
      stopping?.dueAt === 58,
      stopping &&
        `best epoch ${stopping.bestEpoch} + patience ${stopping.patience}; watched from the start, patience first ran out at ` +
          `epoch ${stopping.patienceFirstExhaustedAt}`,
    ),
    check(
      "Stable plateau indicates model has fully utilized current capacity",
      against(capacity),
      capacity?.title,
    ),
    ...[["f1 (1Hz): MSE ~0.00008", 0.00008], ["f2 (3Hz): MSE ~0.08", 0.08], ["f3 (5Hz): MSE ~0.15", 0.15], [
      "f4 (7Hz): MSE ~0.30",
      0.3,
    ]].map(
      ([quote, stated], i) =>
        check(
          `Frequency ${quote}`,
          errors && near(errors[i], stated as number),
          errors && `frozen test MSE ${show(errors[i])}`,
        ),
    ),
    check("MSE ~0.08 (40x worse)", near(0.08 / 0.00008, 40), `0.08 / 0.00008 = ${show(0.08 / 0.00008)}`),
    check("MSE ~0.15 (125x worse)", near(0.15 / 0.00008, 125), `0.15 / 0.00008 = ${show(0.15 / 0.00008)}`),
    check("MSE ~0.30 (500x worse)", near(0.3 / 0.00008, 500), `0.30 / 0.00008 = ${show(0.3 / 0.00008)}`),
    check(
      "Final Loss: 0.374",
      near((0.00008 + 0.08 + 0.15 + 0.3) / 4, 0.374),
      `the four errors above average to ${show((0.00008 + 0.08 + 0.15 + 0.3) / 4)}`,
    ),
    check(
      "64 hidden units cannot represent 4 different frequency patterns simultaneously",
      constructed && constructed.testMse > run.target,
      constructed &&
        `${constructed.hiddenSize} units with constructed weights reach ${show(constructed.testMse)}`,
    ),
    check(
      "No gradient explosions (clipping working correctly)",
      history.gradientNorm && norms,
      norms ? "the gradient norm neither grows nor leaps" : undefined,
    ),
    check(
      "Model IS learning (loss decreased from 0.413 to 0.365)",
      evidence.frozen && evidence.targetVariance && evidence.frozen.testMse < 0.95 * evidence.targetVariance,
      evidence.frozen &&
        `frozen test MSE ${show(evidence.frozen.testMse)}, predicting the mean ${
          show(evidence.targetVariance ?? NaN)
        }`,
    ),
    check(
      "Oscillation Analysis (epochs 18-29 spikes to 0.48)",
      longest.from === 18 && longest.to === 29,
      `published losses leave their best in epochs ${longest.from}-${longest.to}, up to ${longest.peak}`,
    ),
    check(
      "Expected to RESOLVE with increased capacity",
      larger && larger.testMse < run.target,
      larger && `${larger.hiddenSize} units: frozen test MSE ${show(larger.testMse)}`,
    ),
    check(
      "MSE = 0.015-0.025 after 100 epochs",
      larger && larger.testMse >= 0.015 && larger.testMse <= 0.025,
      larger && `${larger.hiddenSize} units: frozen test MSE ${show(larger.testMse)}`,
    ),
    check("Training: 60-90 minutes", undefined, "depends on the machine"),
    check(
      "Parameters: 68,481 (3.75x increase)",
      [1, 2].some((biases) => parameterCount(5, 128, biases as 1 | 2) === 68481),
      `${parameterCount(5, 128, 2)} with two bias vectors (${
        show(parameterCount(5, 128, 2) / parameterCount(5, 64, 2))
      }x), ${parameterCount(5, 128, 1)} with one`,
    ),
    check(
      "Samples/Parameter ratio: 0.58",
      Math.abs(40000 / parameterCount(5, 128, 2) - 0.58) < 0.005,
      `40000 / ${parameterCount(5, 128, 2)} = ${show(40000 / parameterCount(5, 128, 2))}`,
    ),
    check(
      "Theoretical noise floor: MSE ~0.01-0.02",
      floor === undefined ? undefined : floor >= 0.01 && floor <= 0.02,
      floor === undefined ? undefined : `the best predictor from the signal reaches ${show(floor)}` +
        (constructed ? `; a clock that ignores it ${show(constructed.testMse)}` : ""),
    ),
    check("Diagnosis (Insufficient Capacity): 90%", undefined, "nothing stated computes it"),
    check("Success Probability (MSE < 0.02 within 2 runs): 80%", undefined, "nothing stated computes it"),
  ];
}

function check(quote: string, agrees: unknown, measured: string | undefined): Claim {
  if (agrees === undefined || measured === undefined) {
    return { quote, measured: measured ?? "not measured", outcome: "cannot be checked" };
  }
  return { quote, measured, outcome: agrees ? "agrees" : "disagrees" };
}

function near(value: number, stated: number): boolean {
  return Math.abs(value - stated) <= SAME_LOSS * stated;
}

/** Whether the capacity finding supports the original's diagnosis; `undefined` when it was not tested. */
function against(capacity: { readonly severity: string } | undefined): boolean | undefined {
  return capacity === undefined ? undefined : capacity.severity !== "info";
}

function last(series: readonly (number | null)[]): number {
  return series.findLast((loss) => loss !== null)!;
}
