import * as Plot from "@observablehq/plot";
import { figure, logTicks } from "./figure.ts";
import { BACKDROP, INK, seriesStyle, WIDTH } from "./theme.ts";

/** Input of {@linkcode errorBySize}. */
export interface ErrorBySize {
  /** One series a way of training (or of setting) the weights. */
  readonly series: readonly {
    readonly label: string;
    readonly points: readonly { readonly units: number; readonly testMse: number }[];
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
 * const points = [{ units: 64, testMse: 0.503 }, { units: 128, testMse: 0.564 }];
 * assertMatch(errorBySize({ series: [{ label: "trained", points }], zeroPredictor: 0.5, target: 0.01 }), /^<svg xmlns=/);
 * ```
 */
export function errorBySize({ series, zeroPredictor, target }: ErrorBySize): string {
  const points = series.flatMap(({ points }) => points);
  const units = [...new Set(points.map((point) => point.units))].sort((a, b) => a - b);
  const errors = [...points.map(({ testMse }) => testMse), target, zeroPredictor];
  const domain: [number, number] = [Math.min(...errors) / 2, Math.max(1, ...errors)];
  return figure({
    title: "Error against size",
    subtitle:
      "If too few units were the cause, more units would help and a small network could not do the task.",
    legend: [
      ...series.map(({ label }, index) => ({
        label,
        colour: seriesStyle(index).colour,
        mark: "line" as const,
        dash: seriesStyle(index).dash,
      })),
      {
        label: `dashed rules: always answering zero (${zeroPredictor.toPrecision(3)}), target (${target})`,
        colour: INK,
        mark: "line",
        dash: "2,4",
      },
    ],
    height: 320,
    panels: [{
      x: 0,
      y: 0,
      width: WIDTH,
      height: 320,
      plot: {
        marginLeft: 66,
        x: {
          label: "hidden units (log scale)",
          type: "log",
          domain: [units[0] / 1.3, units[units.length - 1] * 1.3],
          ticks: units,
          tickFormat: String,
        },
        y: {
          label: "test MSE, frozen weights (log scale)",
          type: "log",
          domain,
          ticks: logTicks(domain),
          tickFormat: String,
        },
        marks: [
          Plot.frame({ stroke: BACKDROP }),
          Plot.ruleY([zeroPredictor, target], { stroke: INK, strokeDasharray: "2,4", strokeWidth: 1.5 }),
          ...series.flatMap(({ points }, index) => {
            const { colour, dash, symbol } = seriesStyle(index);
            return [
              Plot.lineY(points, {
                x: "units",
                y: "testMse",
                stroke: colour,
                strokeDasharray: dash,
                strokeWidth: 2,
              }),
              Plot.dot(points, { x: "units", y: "testMse", fill: colour, stroke: colour, symbol, r: 5 }),
            ];
          }),
        ],
      },
    }],
  });
}
