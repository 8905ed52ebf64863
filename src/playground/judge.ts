import { diagnose, type Diagnosis } from "../monitor/mod.ts";
import { readHistory } from "../monitor/readers/mod.ts";
import { type EpochRecord, toHistory } from "../training/epoch.ts";
import type { Experiment } from "./settings.ts";

/**
 * What the monitor says of the epochs so far, from the same file that a run would leave behind; null before the first. Of
 * a training that is not over it is not asked whether it ended too soon.
 */
export function judge(
  records: readonly EpochRecord[],
  { hiddenSize }: Experiment,
  isOver: boolean,
): Diagnosis | null {
  if (records.length === 0) return null;
  const columns = Object.entries(toHistory(records));
  const measuredOnes = columns.filter(([, values]) =>
    !Array.isArray(values) || values.some((value) => value !== null)
  );
  const file = JSON.stringify(Object.fromEntries(measuredOnes));
  const history = readHistory(new TextEncoder().encode(file));
  const measured = records.findLast(({ test }) => test !== null)?.test;
  return diagnose({
    history: { ...history, settings: { ...history.settings, hiddenSize, clipNorm: 1, targetLoss: 0.01 } },
    evidence: {
      targetVariance: 0.5, // of a sine
      ...(measured && { frozen: { testMse: measured.mse, testMseByGroup: measured.byFrequency } }),
    },
  }, isOver ? [] : ["stopped-while-improving"]);
}
