import * as Plot from "@observablehq/plot";
import { figure } from "./figure.ts";
import { COLOURS, INK, WIDTH } from "./theme.ts";

/** One measured quantity: the median of several runs and their extremes. */
export interface BenchmarkBar {
  readonly label: string;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Horizontal bars of medians with a whisker from the least to the largest run. */
export function benchmarkBars({ bars, unit, title }: {
  readonly bars: readonly BenchmarkBar[];
  /** Unit of the values, such as "updates per second". */
  readonly unit: string;
  readonly title: string;
}): string {
  const height = bars.length * 40 + 80;
  const top = Math.max(...bars.map(({ high }) => high));
  const margin = 20 + Math.max(...bars.map(({ label }) => label.length)) * 7.8;
  return figure({
    title,
    subtitle: "Bars are medians; whiskers run from the slowest to the fastest run.",
    height,
    panels: [{
      x: 0,
      y: 0,
      width: WIDTH,
      height,
      plot: {
        marginLeft: margin,
        x: { label: unit, domain: [0, top * 1.18], ticks: 6 },
        y: { label: null, type: "band", domain: bars.map(({ label }) => label), padding: 0.35 },
        marks: [
          Plot.barX(bars, { x: "median", y: "label", fill: COLOURS.sky }),
          Plot.ruleY(bars, { x1: "low", x2: "high", y: "label", stroke: INK, strokeWidth: 2 }),
          Plot.text(bars, {
            x: "high",
            y: "label",
            text: (bar: BenchmarkBar) => bar.median.toLocaleString("en"),
            textAnchor: "start",
            dx: 8,
          }),
          Plot.ruleX([0], { stroke: INK }),
        ],
      },
    }],
  });
}
