import * as Plot from "@observablehq/plot";
import { figure } from "./figure.ts";
import { logScale } from "./log_scale.ts";
import { levelRule } from "./target.ts";
import { BACKDROP, INK, seriesStyle, WIDTH } from "./theme.ts";

/** Input of {@linkcode errorBySize}. */
export interface ErrorBySize {
  /** One panel a setting of the task, side by side on one scale. */
  readonly panels: readonly {
    readonly title: string;
    /** One series a way of training (or of setting) the weights; the same label looks the same in every panel. */
    readonly series: readonly {
      readonly label: string;
      readonly points: readonly { readonly units: number; readonly testMse: number }[];
    }[];
  }[];
  readonly zeroPredictor: number;
  readonly target: number;
}

/**
 * Test MSE against the number of hidden units: if capacity were the cause, the error would fall along the axis.
 *
 * @example
 * ```ts
 * import { assertMatch } from "@std/assert";
 * const series = [{ label: "trained", points: [{ units: 64, testMse: 0.503 }, { units: 128, testMse: 0.564 }] }];
 * const panels = [{ title: "literal noise", series }];
 * assertMatch(errorBySize({ panels, zeroPredictor: 0.5, target: 0.01 }), /^<svg xmlns=/);
 * ```
 */
export function errorBySize({ panels, zeroPredictor, target }: ErrorBySize): string {
  const labels = [...new Set(panels.flatMap(({ series }) => series.map(({ label }) => label)))];
  const points = panels.flatMap(({ series }) => series.flatMap(({ points }) => points));
  const units = [...new Set(points.map((point) => point.units))].sort((a, b) => a - b);
  const errors = [...points.map(({ testMse }) => testMse), target, zeroPredictor];
  const domain: [number, number] = [Math.min(...errors) / 2, Math.max(1, ...errors)];
  const width = WIDTH / panels.length;
  return figure({
    title: "Error against size",
    subtitle:
      "If too few units were the cause, more units would help and a small network could not do the task.",
    legend: [
      ...labels.map((label, index) => {
        const { colour, dash } = seriesStyle(index);
        return { label, colour, dash, mark: "line" as const };
      }),
      {
        label: `dashed rules: always answering zero (${zeroPredictor.toPrecision(3)}), target (${target})`,
        colour: INK,
        mark: "line",
        dash: "2,4",
      },
    ],
    height: 320,
    panels: panels.map(({ title, series }, column) => ({
      x: column * width,
      y: 0,
      width,
      height: 320,
      title,
      plot: {
        marginLeft: column === 0 ? 66 : 52,
        x: {
          label: "hidden units (log scale)",
          type: "log",
          domain: [units[0] / 1.3, units[units.length - 1] * 1.3],
          ticks: units,
        },
        y: { ...logScale("test MSE, frozen weights", domain), ...(column === 0 ? {} : { label: null }) },
        marks: [
          Plot.frame({ stroke: BACKDROP }),
          levelRule(zeroPredictor, target),
          ...series.flatMap(({ label, points }) => {
            const { colour, dash, symbol } = seriesStyle(labels.indexOf(label));
            return [
              Plot.lineY(points, {
                x: "units",
                y: "testMse",
                stroke: colour,
                strokeDasharray: dash,
                strokeWidth: 2,
              }),
              Plot.dot(points, { x: "units", y: "testMse", fill: colour, stroke: colour, symbol, r: 4 }),
            ];
          }),
        ],
      },
    })),
  });
}
