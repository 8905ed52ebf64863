/**
 * What the original report says of its run: losses, curve, errors by frequency, learning.
 *
 * @module
 */
import { diagnose, type Diagnosis, findExcursions, type History } from "../../monitor/mod.ts";
import { parameterCount } from "../../model/mod.ts";
import { formatNumber, formatPercent } from "../../text/mod.ts";
import { type AuditInput, check, type Claim, near } from "./claim.ts";

/** A model has learnt when its error is below this share of the error of predicting the mean. */
const LEARNT = 0.95;

/** The original's readings of the error by frequency. */
const READINGS = [
  { quote: "f1 (1Hz): MSE ~0.00008", mse: 0.00008 },
  { quote: "f2 (3Hz): MSE ~0.08", mse: 0.08, factor: 40 },
  { quote: "f3 (5Hz): MSE ~0.15", mse: 0.15, factor: 125 },
  { quote: "f4 (7Hz): MSE ~0.30", mse: 0.3, factor: 500 },
] as const;

/** All claims about the run. */
export function runClaims(input: AuditInput, diagnosis: Diagnosis): readonly Claim[] {
  return [
    ...summaryClaims(input),
    ...curveClaims(input.published),
    ...frequencyClaims(input),
    ...learningClaims(input, diagnosis),
  ];
}

/** What the original says of its run's losses. */
function summaryClaims({ history, evidence: { frozen }, target, published }: AuditInput): Claim[] {
  const [final, best] = [last(history.trainLoss), least(history.trainLoss)];
  const [publishedFirst, publishedLast] = [published.trainLoss[0]!, last(published.trainLoss)];
  const change = 100 * (publishedLast - publishedFirst) / publishedFirst;
  return [
    check(
      "Hidden Size: 64 units (18,241 parameters)",
      parameterCount({ inputSize: 5, hiddenSize: 64, biases: 2 }) === 18241,
      `${parameterCount({ inputSize: 5, hiddenSize: 64, biases: 2 })} with two bias vectors, ${
        parameterCount({ inputSize: 5, hiddenSize: 64, biases: 1 })
      } with one`,
    ),
    check(
      "Training Time: 14.5 minutes (~17.4s per epoch)",
      Math.abs(17.4 * 50 / 60 - 14.5) < 0.05,
      `50 x 17.4 s = ${formatNumber(17.4 * 50 / 60)} minutes`,
    ),
    check(
      "Best Loss: 0.365 (epoch 43)",
      near(best, 0.365),
      `running loss at best ${formatNumber(best)} here; which epoch depends on the seed`,
    ),
    check(
      "Final Loss: 0.374 (epoch 50)",
      near(final, 0.374),
      `running loss at the end ${formatNumber(final)} here`,
    ),
    check(
      "Improvement: -9.5% from epoch 1",
      Math.abs(change + 9.5) < 0.1,
      `(${publishedLast} - ${publishedFirst}) / ${publishedFirst} = ${
        formatNumber(change)
      }%, of the running loss`,
    ),
    check(
      "Performance Gap: 36.5x WORSE THAN TARGET",
      frozen && near(frozen.testMse / target, 36.5),
      frozen &&
        `the frozen test MSE ${formatNumber(frozen.testMse)} is ${
          formatNumber(frozen.testMse / target)
        } times the target; the best running loss ${formatNumber(least(published.trainLoss) / target)} times`,
    ),
  ];
}

/** What the original reads from its curve; the published figures are enough to check it. */
function curveClaims(published: History): Claim[] {
  const { findings } = diagnose({ history: published, evidence: {} });
  const stopping = findings.find(({ rule }) => rule === "early-stopping-due")?.facts;
  const flat = findings.find(({ rule }) => rule === "plateau")?.facts;
  const longest = findExcursions(published).reduce((a, b) => b.entries > a.entries ? b : a);
  return [
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
      "Oscillation Analysis (epochs 18-29 spikes to 0.48)",
      longest.from === 18 && longest.to === 29,
      `published losses leave their best in epochs ${longest.from}-${longest.to}, up to ${longest.peak}`,
    ),
  ];
}

/** Its errors by frequency, against the frozen network's and against each other. */
function frequencyClaims({ evidence: { frozen }, published }: AuditInput): Claim[] {
  const errors = frozen?.testMseByGroup;
  const mean = READINGS.reduce((sum, { mse }) => sum + mse, 0) / READINGS.length;
  const published50 = last(published.trainLoss);
  return [
    ...READINGS.map(({ quote, mse }, at) =>
      check(
        `Frequency ${quote}`,
        errors && near(errors[at], mse),
        errors && `frozen test MSE ${formatNumber(errors[at])}`,
      )
    ),
    ...READINGS.flatMap((reading) => {
      if (!("factor" in reading)) return [];
      const ratio = reading.mse / READINGS[0].mse;
      return [check(
        `MSE ~${reading.mse.toFixed(2)} (${reading.factor}x worse)`,
        near(ratio, reading.factor),
        `${reading.mse.toFixed(2)} / 0.00008 = ${formatNumber(ratio)}`,
      )];
    }),
    check(
      "Final Loss: 0.374",
      near(mean, published50),
      `the four errors above average to ${formatNumber(mean)}`,
    ),
  ];
}

/** Whether anything was learnt, and what the gradients did. */
function learningClaims(
  { history, evidence: { frozen, targetVariance } }: AuditInput,
  { clear, findings }: Diagnosis,
): Claim[] {
  const decided = (rule: string) => clear.includes(rule) || findings.some((finding) => finding.rule === rule);
  const shares = (history.clippedShare ?? []).filter((share) => share !== null);
  const clipped = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return [
    check(
      "Model IS learning (loss decreased from 0.413 to 0.365)",
      frozen && targetVariance && frozen.testMse < LEARNT * targetVariance,
      frozen &&
        `frozen test MSE ${formatNumber(frozen.testMse)}, predicting the mean ${
          formatNumber(targetVariance ?? NaN)
        }`,
    ),
    check(
      "No gradient explosions",
      decided("exploding-gradient") ? clear.includes("exploding-gradient") : undefined,
      clear.includes("exploding-gradient")
        ? "the gradient norm neither grows nor leaps"
        : findings.find(({ rule }) => rule === "exploding-gradient")?.title,
    ),
    check(
      "clipping working correctly",
      decided("clipping-always-on") ? clear.includes("clipping-always-on") : undefined,
      shares.length === 0 ? undefined : `${formatPercent(clipped)} of all updates are clipped`,
    ),
  ];
}

function last(series: readonly (number | null)[]): number {
  return series.findLast((loss) => loss !== null)!;
}

function least(series: readonly (number | null)[]): number {
  return Math.min(...series.filter((loss) => loss !== null));
}
