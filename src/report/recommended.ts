/**
 * The run that the summary recommends, as its replicates have measured it.
 *
 * @module
 */
import { formatNumber } from "../text/mod.ts";
import { probabilityBelow } from "../evaluation/proportion.ts";
import type { RecommendedRun, RunFacts } from "./run_facts.ts";

/** The new configuration beside the old. */
export function configurationLines(
  { hiddenSize, clipNorm, ratesHz, epochs, learningRates }: RecommendedRun,
  { hiddenSize: units, history, learningRates: rates, plannedEpochs }: RunFacts,
): string[] {
  const kept = (now: number, before: number | undefined) =>
    now === before ? "UNCHANGED" : `CHANGED from ${before}`;
  return [
    `- training: curriculum in ${ratesHz.length} stages at ${ratesHz.join(", ")} Hz (CHANGED)`,
    `- hidden_size: ${hiddenSize} (${kept(hiddenSize, units)})`,
    `- num_epochs: ${epochs.join(", ")} (CHANGED from ${plannedEpochs})`,
    `- learning_rate: ${learningRates.join(", ")} (CHANGED from ${rates.join(", ")})`,
    `- gradient_clipping: ${clipNorm} (${kept(clipNorm, history.settings.clipNorm)})`,
  ];
}

/** The chance of success, from the seeds that were run. */
export function chancesOf({ testMse }: Pick<RecommendedRun, "testMse">, target: number): string {
  const share = probabilityBelow(target, testMse)!;
  return `${share.successes} of ${share.trials} seeds reach MSE < ${target} (95% interval ${
    formatNumber(share.low)
  } to ${formatNumber(share.high)})`;
}

/** When what happened, in the median of the seeds. */
export function timelineLines({ alerts }: RecommendedRun): string[] {
  return alerts.map(({ epoch, seconds, median }) =>
    `- after ${minutes(seconds)}: epoch ${epoch}, test MSE ${formatNumber(median)}`
  );
}

/** The alerts, with the spread of the seeds for bounds. */
export function alertLines({ alerts }: RecommendedRun): string[] {
  return alerts.flatMap(({ epoch, least, median, largest }) => [
    `Epoch ${epoch}:`,
    `- Expected: test MSE about ${formatNumber(median)}`,
    `- Red flag: test MSE > ${
      formatNumber(largest)
    } → worse than every seed so far: compare configuration and data with the run's record`,
    `- Green flag: test MSE < ${formatNumber(least)} → better than every seed so far`,
    "",
  ]);
}

/** Minutes, or seconds below two minutes. */
export function minutes(seconds: number): string {
  return seconds < 120 ? `${formatNumber(seconds)} s` : `${formatNumber(seconds / 60)} minutes`;
}
