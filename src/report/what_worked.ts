/**
 * What was in order, as the original report tells it: five lines at most, each with its numbers.
 *
 * @module
 */
import { formatNumber, formatPercent } from "../text/mod.ts";
import type { RunFacts } from "./run_facts.ts";

/** What it means that a rule looked at the data and found nothing. */
const DATA: Readonly<Record<string, string>> = {
  "constant-input": "the input varies",
  "group-missing-from-training": "every group is trained on",
  "label-noise": "targets carry no noise",
  "test-rows-in-training": "no test row is trained on",
  "selection-on-test-set": "nothing is chosen by the test set",
};

/** The same of the network. */
const NETWORK: Readonly<Record<string, string>> = {
  "initial-weights": "initial weights of the usual size",
  "dead-units": "no dead unit",
};

/** A line for whatever the rules have looked at and found in order. */
export function whatWorked(facts: RunFacts): readonly string[] {
  const clear = new Set(facts.diagnosis.clear);
  const listed = (topic: string, words: Readonly<Record<string, string>>) => {
    const found = Object.keys(words).filter((rule) => clear.has(rule)).map((rule) => words[rule]);
    return found.length === 0 ? undefined : `${topic}: ${found.join(", ")}`;
  };
  const lines = [
    clear.has("divergence") && clear.has("non-finite-loss") ? course(facts) : undefined,
    clear.has("exploding-gradient") && clear.has("vanishing-gradient") ? gradients(facts) : undefined,
    listed("Data", DATA),
    listed("Network", NETWORK),
    clear.has("overfitting") ? gap(facts) : undefined,
  ].filter((line) => line !== undefined);
  return lines.length === 0 ? ["  nothing was looked at"] : lines.map((line) => `✓ ${line}`);
}

function course({ history: { trainLoss } }: RunFacts): string {
  const losses = numbers(trainLoss);
  return `No divergence: the running loss is ${formatNumber(Math.max(...losses), 3)} at most and ${
    formatNumber(losses[losses.length - 1], 3)
  } at the end`;
}

function gradients(
  { history: { gradientNorm, gradientNormMax, clippedShare, settings: { clipNorm } } }: RunFacts,
): string {
  const found = "Gradients neither explode nor vanish";
  if (gradientNorm === undefined || gradientNormMax === undefined) return found;
  const medians = numbers(gradientNorm);
  const shares = numbers(clippedShare ?? []);
  const clipped = clipNorm === undefined || shares.length === 0
    ? ""
    : `; clipped at ${clipNorm} in ${formatPercent(mean(shares))} of the updates`;
  return `${found}: an epoch's median norm is ${formatNumber(Math.min(...medians), 2)} to ${
    formatNumber(Math.max(...medians), 2)
  }, the largest ${formatNumber(Math.max(...numbers(gradientNormMax)), 2)}${clipped}`;
}

function gap({ evidence: { frozen } }: RunFacts): string {
  if (frozen?.gap === undefined) return "No overfitting";
  const { value, low, high } = frozen.gap;
  const [middle, from, to] = [value, low, high].map((error) => formatNumber(error, 2));
  return `No overfitting: test minus training MSE is ${middle} (${from} to ${to})`;
}

function numbers(series: readonly (number | null)[]): readonly number[] {
  return series.filter((value) => value !== null && Number.isFinite(value)) as number[];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
