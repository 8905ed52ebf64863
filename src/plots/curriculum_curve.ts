import * as Plot from "@observablehq/plot";
import { figure } from "./figure.ts";
import { errorDomain, logScale } from "./log_scale.ts";
import { levelRule, targetLegend } from "./target.ts";
import { BACKDROP, COLOURS, MUTED, WIDTH } from "./theme.ts";

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
  const domain = errorDomain([...runningLoss, ...tests.map(({ mse }) => mse), target]);
  return figure({
    title: title ?? "Loss through the stages of the curriculum",
    subtitle:
      "Upright lines: the sampling rate goes up, so the sines slow down. Each change costs some of what was learnt.",
    legend: [
      { label: "running loss", colour: COLOURS.blue, mark: "line" },
      { label: "test MSE, frozen weights, 1000 Hz", colour: COLOURS.vermillion, mark: "square" },
      targetLegend(target),
    ],
    height: 320,
    panels: [{
      x: 0,
      y: 0,
      width: WIDTH,
      height: 320,
      plot: {
        marginLeft: 66,
        x: { label: "epoch", domain: [0, epochs], ticks: 10, tickFormat: "d" },
        y: logScale("MSE", domain),
        marks: [
          Plot.frame({ stroke: BACKDROP }),
          Plot.ruleX(stages.slice(1), { x: "from", stroke: MUTED, strokeWidth: 1.2 }),
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
          levelRule(target),
          Plot.lineY(runningLoss, {
            x: (_, index: number) => index + 1,
            stroke: COLOURS.blue,
            strokeWidth: 1.8,
          }),
          Plot.dot(tests, { x: "epoch", y: "mse", fill: COLOURS.vermillion, symbol: "square", r: 3.4 }),
        ],
      },
    }],
  });
}
