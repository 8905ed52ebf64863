import { formatError } from "../text/mod.ts";
import type { Evaluation } from "../evaluation/mod.ts";

/** An evaluation and what it was made on. */
export interface Measured extends Evaluation {
  readonly run: string;
  readonly engine: string;
  readonly noise: string | number;
  readonly trainSeed: number;
  readonly testSeed: number | null;
  readonly testData: string | null;
}

const LABEL = 18;
const COLUMN = 10;

/** The evaluation as a table for people. */
export function evaluationText(measured: Measured, frequenciesHz: readonly number[]): string {
  const { testMse, trainMse, testMseByFrequency, trainMseByFrequency, testR2, generalisationGap, baselines } =
    measured;
  const { value, interval } = generalisationGap;
  const line = (label: string, cells: readonly string[]) =>
    `  ${label.padEnd(LABEL)}${cells.map((cell) => cell.padStart(COLUMN)).join("")}`.trimEnd();
  const errors = (label: string, overall: number, byFrequency: readonly number[]) =>
    line(label, [overall, ...byFrequency].map(formatError));
  const test = measured.testData ?? `seed ${measured.testSeed}`;
  return [
    `${measured.run}: ${measured.noise} noise, train seed ${measured.trainSeed}, test ${test}, ${measured.engine}`,
    "",
    line("", ["overall", ...frequenciesHz.map((frequency) => `${frequency} Hz`)]),
    errors("test MSE", testMse, testMseByFrequency),
    errors("train MSE", trainMse, trainMseByFrequency),
    line("test R2", [formatError(testR2)]),
    line("gap", [formatError(value)]) +
    `   test - train, ${100 * interval.level} % interval ${formatError(interval.low)} to ${
      formatError(interval.high)
    }`,
    "",
    "  test MSE without a network",
    errors("predict zero", baselines.zero, []),
    errors("training mean", baselines.mean, []),
    errors("best memoryless", baselines.memoryless, []),
    "",
    `  protocol  ${measured.protocol}`,
    `  interval  ${interval.method}`,
  ].join("\n");
}
