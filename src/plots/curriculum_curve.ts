import * as Plot from "@observablehq/plot";
import { formatNumber } from "../text/mod.ts";
import { epochAxis, errorDomain, logScale } from "./axes.ts";
import { figure, wholePanel } from "./figure.ts";
import { levelRule, targetLegend } from "./target.ts";
import { BACKDROP, COLOURS, MUTED } from "./theme.ts";

/** One stage of a curriculum. */
export interface CurriculumStage {
  /** First epoch, counted from 1. */
  readonly from: number;
  /** Samples a second that the network sees. */
  readonly sampleRateHz: number;
}

/** Input of {@linkcode curriculumCurve}. */
export interface CurriculumCurve {
  /** Running loss of each epoch, at the stage's own rate. */
  readonly runningLoss: readonly number[];
  /** Test MSE on frozen weights at the full rate after each epoch; `null` where it was not measured. */
  readonly testMse: readonly (number | null)[];
  readonly stages: readonly CurriculumStage[];
  /** Epochs of all stages. */
  readonly epochs: number;
  readonly target: number;
  readonly title?: string;
}

/** Running loss through the stages of a curriculum, and the test MSE where the network runs at the full rate. */
export function curriculumCurve(
  { runningLoss, testMse, stages, epochs, target, title }: CurriculumCurve,
): string {
  const tests = testMse.flatMap((mse, index) => mse === null ? [] : [{ epoch: index + 1, mse }]);
  const [low, high] = errorDomain([...runningLoss, ...tests.map(({ mse }) => mse), target]);
  return figure({
    title: title ?? "Loss through the stages of the curriculum",
    subtitle: `Upright lines: the sampling rate goes up.${changes(runningLoss, stages)}`,
    legend: [
      { label: "running loss, at the stage's rate", colour: COLOURS.blue, mark: "line" },
      { label: "test MSE, frozen weights, 1000 Hz", colour: COLOURS.vermillion, mark: "square" },
      targetLegend(target),
    ],
    height: 320,
    panels: [wholePanel(320, {
      marginLeft: 66,
      x: epochAxis(epochs),
      // Room above the curve for the stages' names.
      y: logScale("MSE", [low, 8 * high]),
      marks: [
        Plot.frame({ stroke: BACKDROP }),
        Plot.ruleX(stages.slice(1), { x: "from", stroke: MUTED, strokeWidth: 1.2 }),
        levelRule(target),
        Plot.lineY(runningLoss, {
          x: (_, index: number) => index + 1,
          stroke: COLOURS.blue,
          strokeWidth: 1.8,
        }),
        Plot.dot(tests, { x: "epoch", y: "mse", fill: COLOURS.vermillion, symbol: "square", r: 3.4 }),
        Plot.text(stages, {
          x: "from",
          frameAnchor: "top",
          text: ({ sampleRateHz }: CurriculumStage) => `${sampleRateHz} Hz`,
          rotate: 90,
          textAnchor: "start",
          dx: 13,
          dy: 4,
          fill: MUTED,
        }),
      ],
    })],
  });
}

/** The loss in the last epoch before each change that has been reached, and in the first after it. */
function changes(runningLoss: readonly number[], stages: readonly CurriculumStage[]): string {
  const steps = stages.slice(1).filter(({ from }) => from <= runningLoss.length).map(({ from }) =>
    `${formatNumber(runningLoss[from - 2], 2)} → ${formatNumber(runningLoss[from - 1], 2)}`
  );
  return steps.length === 0 ? "" : ` Running loss before → after each: ${steps.join(", ")}.`;
}
