import * as Plot from "@observablehq/plot";
import { formatNumber } from "../text/mod.ts";
import { figure } from "./figure.ts";
import { epochAxis, logScale } from "./axes.ts";
import { levelRule } from "./target.ts";
import { BACKDROP, COLOURS, INK, WIDTH } from "./theme.ts";

/** Input of {@linkcode runningAgainstFrozen}. */
export interface RunningAgainstFrozen {
  /** Running loss of each epoch. */
  readonly runningLoss: readonly number[];
  /** Test MSE on frozen weights after each epoch; `null` where it was not measured. */
  readonly testMse: readonly (number | null)[];
  /** Test MSE of always answering zero. */
  readonly zeroPredictor: number;
  /** Both at the end of the run, in frequency order. */
  readonly byFrequency: readonly {
    readonly hertz: number;
    readonly running: number;
    readonly frozen: number;
  }[];
}

/** What training prints against what the same weights do when they are frozen: over epochs, and by frequency at the end. */
export function runningAgainstFrozen(
  { runningLoss, testMse, zeroPredictor, byFrequency }: RunningAgainstFrozen,
): string {
  const frozen = testMse.flatMap((mse, index) => mse === null ? [] : [{ epoch: index + 1, mse }]);
  const top = Math.max(0.6, ...runningLoss, ...frozen.map(({ mse }) => mse)) * 1.05;
  const errors = byFrequency.flatMap(({ running, frozen }) => [running, frozen]).filter((value) => value > 0);
  const domain: [number, number] = [Math.min(0.1, ...errors) / 2, 1];
  const half = WIDTH / 2;
  return figure({
    title: "Running loss against the error on frozen weights",
    subtitle: `At the end: running loss ${
      formatNumber(mean(byFrequency.map(({ running }) => running)), 3)
    }, test MSE ${
      formatNumber(mean(byFrequency.map(({ frozen }) => frozen)), 3)
    } with the same weights frozen; always answering zero gives ${formatNumber(zeroPredictor, 3)}.`,
    legend: [
      { label: "running loss", colour: COLOURS.blue, mark: "line" },
      { label: "test MSE, frozen weights", colour: COLOURS.vermillion, mark: "square" },
      { label: "always answering zero", colour: INK, mark: "line", dash: "2,4" },
    ],
    height: 290,
    panels: [{
      x: 0,
      y: 0,
      width: half,
      height: 290,
      title: "over the epochs",
      plot: {
        x: epochAxis(runningLoss.length, 5),
        y: { label: "MSE", domain: [0, top], ticks: 6 },
        marks: [
          Plot.frame({ stroke: BACKDROP }),
          levelRule(zeroPredictor),
          Plot.lineY(runningLoss, {
            x: (_, index: number) => index + 1,
            stroke: COLOURS.blue,
            strokeWidth: 2.2,
          }),
          Plot.dot(frozen, { x: "epoch", y: "mse", fill: COLOURS.vermillion, symbol: "square", r: 3.6 }),
        ],
      },
    }, {
      x: half,
      y: 0,
      width: half,
      height: 290,
      title: "by frequency, at the end",
      plot: {
        marginLeft: 52,
        x: logScale("MSE", domain),
        y: {
          label: null,
          type: "point",
          domain: byFrequency.map(({ hertz }) => `${hertz} Hz`),
          padding: 0.6,
        },
        marks: [
          Plot.frame({ stroke: BACKDROP }),
          Plot.link(byFrequency, {
            x1: "running",
            x2: "frozen",
            y: (row: { hertz: number }) => `${row.hertz} Hz`,
            stroke: BACKDROP,
            strokeWidth: 2,
          }),
          Plot.dot(byFrequency, {
            x: "running",
            y: (row: { hertz: number }) => `${row.hertz} Hz`,
            fill: COLOURS.blue,
            r: 6,
          }),
          Plot.dot(byFrequency, {
            x: "frozen",
            y: (row: { hertz: number }) => `${row.hertz} Hz`,
            fill: COLOURS.vermillion,
            symbol: "square",
            r: 5,
          }),
          Plot.ruleX([zeroPredictor], { stroke: INK, strokeDasharray: "2,4" }),
        ],
      },
    }],
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
