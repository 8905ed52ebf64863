import * as Plot from "@observablehq/plot";
import { figure } from "./figure.ts";
import { epochAxis, logScale } from "./axes.ts";
import { levelRule, targetLegend } from "./target.ts";
import { BACKDROP, COLOURS, WIDTH } from "./theme.ts";

/** Input of {@linkcode lossByFrequency}. */
export interface LossByFrequency {
  readonly hertz: readonly number[];
  /** [epochs][frequencies] */
  readonly runningLoss: readonly (readonly number[])[];
  /** Frozen test MSE, [epochs][frequencies]; `null` where it was not measured. */
  readonly testMse: readonly (readonly number[] | null)[];
  readonly target: number;
}

/** One panel a frequency: running loss and the error on frozen weights, on the same logarithmic scale. */
export function lossByFrequency({ hertz, runningLoss, testMse, target }: LossByFrequency): string {
  const all = [...runningLoss.flat(), ...testMse.flatMap((row) => row ?? []), target].filter((value) =>
    value > 0
  );
  const domain: [number, number] = [Math.min(...all) / 1.5, Math.max(1, ...all)];
  const [width, height] = [WIDTH / 2, 226];
  return figure({
    title: "Loss by frequency",
    subtitle: "All panels share one scale.",
    legend: [
      { label: "running loss", colour: COLOURS.blue, mark: "line" },
      { label: "test MSE, frozen weights", colour: COLOURS.vermillion, mark: "square" },
      targetLegend(target),
    ],
    height: Math.ceil(hertz.length / 2) * height,
    panels: hertz.map((frequency, index) => ({
      x: (index % 2) * width,
      y: Math.floor(index / 2) * height,
      width,
      height,
      title: `${frequency} Hz`,
      plot: {
        marginLeft: 66,
        x: epochAxis(runningLoss.length, 5),
        y: logScale("MSE", domain),
        marks: [
          Plot.frame({ stroke: BACKDROP }),
          levelRule(target),
          Plot.lineY(runningLoss, {
            x: (_, epoch: number) => epoch + 1,
            y: (row: readonly number[]) => row[index],
            stroke: COLOURS.blue,
            strokeWidth: 2,
          }),
          Plot.dot(testMse.flatMap((row, epoch) => row ? [{ epoch: epoch + 1, mse: row[index] }] : []), {
            x: "epoch",
            y: "mse",
            fill: COLOURS.vermillion,
            symbol: "square",
            r: 3,
          }),
        ],
      },
    })),
  });
}
