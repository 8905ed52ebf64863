import * as Plot from "@observablehq/plot";
import { figure } from "./figure.ts";
import { epochAxis, logScale, rangeText } from "./axes.ts";
import { levelRule } from "./target.ts";
import { BACKDROP, COLOURS, INK, WIDTH } from "./theme.ts";

/** Input of {@linkcode gradientNorms}; one entry an epoch. */
export interface GradientNorms {
  /** Before clipping. */
  readonly median: readonly number[];
  readonly max: readonly number[];
  /** Share of updates that were clipped, 0 to 1. */
  readonly clippedShare: readonly number[];
  /** Largest norm let through. */
  readonly clipNorm: number;
}

/** Median and largest gradient norm of each epoch against the clipping threshold, and the share of updates clipped. */
export function gradientNorms({ median, max, clippedShare, clipNorm }: GradientNorms): string {
  const positive = [...median, ...max, clipNorm].filter((norm) => norm > 0);
  const domain: [number, number] = [Math.min(...positive) / 1.5, Math.max(...positive) * 1.5];
  const epoch = (_: unknown, index: number) => index + 1;
  const x = epochAxis(median.length);
  return figure({
    title: "Gradient norms before clipping",
    subtitle: `Median of an epoch: ${rangeText(median)}; clipped at ${clipNorm}.` +
      (clippedShare.length === 0
        ? ""
        : ` Updates clipped: ${
          rangeText(clippedShare.map((share) => Math.round(100 * share)))
        } % of an epoch's.`),
    legend: [
      { label: "largest of the epoch", colour: COLOURS.vermillion, mark: "line", dash: "7,3" },
      { label: "median of the epoch", colour: COLOURS.blue, mark: "line" },
      { label: `clipped above ${clipNorm}`, colour: INK, mark: "line", dash: "2,4" },
      { label: "share of updates clipped", colour: COLOURS.orange, mark: "area" },
    ],
    height: 400,
    panels: [{
      x: 0,
      y: 0,
      width: WIDTH,
      height: 250,
      plot: {
        marginBottom: 20,
        x: { ...x, label: null, tickFormat: () => "" },
        y: logScale("gradient norm", domain),
        marks: [
          Plot.frame({ stroke: BACKDROP }),
          levelRule(clipNorm),
          Plot.lineY(max, { x: epoch, stroke: COLOURS.vermillion, strokeDasharray: "7,3", strokeWidth: 2 }),
          Plot.lineY(median, { x: epoch, stroke: COLOURS.blue, strokeWidth: 2.2 }),
        ],
      },
    }, {
      x: 0,
      y: 250,
      width: WIDTH,
      height: 150,
      plot: {
        x,
        y: {
          label: "updates clipped (%)",
          domain: [0, Math.max(5, ...clippedShare.map((share) => 100 * share))],
          ticks: 4,
        },
        marks: [
          Plot.frame({ stroke: BACKDROP }),
          Plot.areaY(clippedShare, {
            x: epoch,
            y: (share: number) => 100 * share,
            fill: COLOURS.orange,
            fillOpacity: 0.35,
          }),
          Plot.lineY(clippedShare, {
            x: epoch,
            y: (share: number) => 100 * share,
            stroke: COLOURS.orange,
            strokeWidth: 1.5,
          }),
        ],
      },
    }],
  });
}
