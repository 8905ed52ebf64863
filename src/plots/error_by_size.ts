import * as Plot from "@observablehq/plot";
import { formatNumber } from "../text/mod.ts";
import { logScale, rangeText } from "./axes.ts";
import { figure } from "./figure.ts";
import { levelRule } from "./target.ts";
import { BACKDROP, seriesStyle, WIDTH } from "./theme.ts";

/** The error of one network. */
interface SizePoint {
  readonly units: number;
  readonly testMse: number;
}

/** Input of {@linkcode errorBySize}. */
export interface ErrorBySize {
  /** One panel a setting of the task, side by side on one scale. */
  readonly panels: readonly {
    readonly title: string;
    /** One series a way of training (or of setting) the weights; the same label looks the same in every panel. */
    readonly series: readonly { readonly label: string; readonly points: readonly SizePoint[] }[];
  }[];
  readonly zeroPredictor: number;
  readonly target: number;
}

/**
 * Test MSE against the number of hidden units. Where a size was trained from several seeds, the line goes through the
 * medians and every run is a mark.
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
  const all = panels.flatMap(({ series }) => series);
  const labels = [...new Set(all.map(({ label }) => label))];
  const points = all.flatMap(({ points }) => points);
  const units = [...new Set(points.map((point) => point.units))].sort((a, b) => a - b);
  const errors = [...points.map(({ testMse }) => testMse), target, zeroPredictor];
  const domain: [number, number] = [Math.min(...errors) / 2, Math.max(1, ...errors)];
  const width = WIDTH / panels.length;
  const range = (label: string) =>
    rangeText(
      all.filter((series) => series.label === label).flatMap(({ points }) => points.map((p) => p.testMse)),
    );
  return figure({
    title: "Test MSE against hidden units",
    subtitle: `Both axes are logarithmic. Dotted: always answering zero (${
      formatNumber(zeroPredictor)
    }) and the target (${target}).`,
    legend: labels.map((label, index) => {
      const { colour, dash } = seriesStyle(index);
      return { label: `${label}: ${range(label)}`, colour, dash, mark: "line" as const };
    }),
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
          label: "hidden units",
          type: "log",
          domain: [units[0] / 1.3, units[units.length - 1] * 1.3],
          ticks: units,
        },
        y: { ...logScale("test MSE, frozen weights", domain), ...(column === 0 ? {} : { label: null }) },
        marks: [
          Plot.frame({ stroke: BACKDROP }),
          levelRule(zeroPredictor, target),
          ...series.flatMap((one) => seriesMarks(one.points, labels.indexOf(one.label))),
        ],
      },
    })),
  });
}

function seriesMarks(points: readonly SizePoint[], index: number): Plot.Markish[] {
  const { colour, dash, symbol } = seriesStyle(index);
  return [
    Plot.lineY(
      points,
      Plot.groupX({ y: "median" }, {
        x: "units",
        y: "testMse",
        stroke: colour,
        strokeDasharray: dash,
        strokeWidth: 2,
      }),
    ),
    Plot.dot(points, { x: "units", y: "testMse", fill: colour, stroke: colour, symbol, r: 4 }),
  ];
}
