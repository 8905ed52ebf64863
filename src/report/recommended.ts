/**
 * The run that the summary recommends, as its replicates have measured it.
 *
 * @module
 */
import { probabilityBelow, type Proportion } from "../evaluation/proportion.ts";
import { formatDuration, formatNumber, formatPercent } from "../text/mod.ts";
import type { RecommendedRun, RunFacts, SummaryTable } from "./run_facts.ts";

/** The new configuration beside the old, in the original's names. */
export function configurationTable(
  { hiddenSize, clipNorm, ratesHz, epochs, learningRates }: RecommendedRun,
  { hiddenSize: units, history: { settings }, learningRates: rates, plannedEpochs }: RunFacts,
): SummaryTable {
  const row = (name: string, now: string, before: string) => [
    name,
    now,
    now === before ? "UNCHANGED" : `CHANGED from ${before}`,
  ];
  return {
    headings: ["setting", "new", ""],
    rows: [
      row("stages (Hz)", ratesHz.join(", "), "one, at the full rate"),
      row("hidden_size", String(hiddenSize), String(units)),
      row("num_epochs", epochs.join(", "), String(plannedEpochs)),
      row("learning_rate", learningRates.join(", "), rates.join(", ")),
      row("gradient_clipping", String(clipNorm), String(settings.clipNorm ?? "none")),
    ],
  };
}

/** How large the recommended network is beside what it is trained on. */
export function modelLines({ parameters, rows }: RecommendedRun, { parameters: before }: RunFacts): string[] {
  return [
    `- Parameters: ${parameters.toLocaleString("en")} (${formatNumber(parameters / before, 3)}x)`,
    `- Samples/Parameter ratio: ${formatNumber(rows / parameters, 3)}`,
  ];
}

/** The chance of success, from the seeds that were run. */
export function chancesOf({ testMse }: Pick<RecommendedRun, "testMse">, target: number): string {
  const share = probabilityBelow(target, testMse)!;
  return `${share.successes} of ${share.trials} seeds reach MSE < ${target} (95% interval ${
    interval(share, 1)
  })`;
}

/** Chance that one of so many trainings, each from a seed of its own, reaches the target, and how long they take. */
export function attemptsTable({ testMse, seconds }: RecommendedRun, target: number): SummaryTable {
  const share = probabilityBelow(target, testMse)!;
  return {
    headings: ["trainings", "training time", `chance of MSE < ${target}, 95% interval`],
    rows: [1, 2, 3].map((count) => [
      String(count),
      formatDuration(count * seconds),
      interval(share, count),
    ]),
  };
}

function interval({ low, high }: Proportion, count: number): string {
  return `${formatPercent(oneOf(low, count))} to ${formatPercent(oneOf(high, count))}`;
}

/** Chance of at least one success. */
function oneOf(share: number, count: number): number {
  return 1 - (1 - share) ** count;
}

/** When what happens, in the median of the seeds. */
export function timelineTable(
  { alerts, seconds, secondsToTarget, testMse }: RecommendedRun,
  target: number,
): SummaryTable {
  const [first] = alerts;
  const moments = [
    { after: first.seconds, what: `first test at the full rate (epoch ${first.epoch})`, mse: first.median },
    ...(Number.isFinite(secondsToTarget)
      ? [{ after: secondsToTarget, what: `first below ${target}`, mse: target }]
      : []),
    { after: seconds, what: "end of training", mse: alerts[alerts.length - 1].median },
  ].toSorted((a, b) => a.after - b.after);
  return {
    headings: ["after", `median of ${testMse.length} seeds, one thread`, "test MSE"],
    rows: moments.map(({ after, what, mse }) => [formatDuration(after), what, formatNumber(mse, 2)]),
  };
}

/** What the seeds had reached at some epochs: beyond them is a flag. */
export function alertsTable({ alerts }: RecommendedRun): SummaryTable {
  return {
    headings: ["epoch", "expected test MSE", "green flag", "red flag"],
    rows: alerts.map(({ epoch, least, median, largest }) => [
      String(epoch),
      formatNumber(median, 2),
      `< ${formatNumber(least, 2)}`,
      `> ${formatNumber(largest, 2)}`,
    ]),
  };
}
