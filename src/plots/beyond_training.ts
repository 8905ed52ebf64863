import * as Plot from "@observablehq/plot";
import { errorDomain, logScale } from "./axes.ts";
import { figure, wholePanel } from "./figure.ts";
import { targetLegend } from "./target.ts";
import { BACKDROP, COLOURS, INK, NOISE_STYLES } from "./theme.ts";

/** One network under one condition. */
export interface BeyondPoint {
  readonly noise: keyof typeof NOISE_STYLES;
  readonly condition: string;
  readonly mse: number;
  /** Least that any filter can reach there; null where that is another task. */
  readonly limitMse: number | null;
}

/** Error of each network under each condition, a row a condition, with the limit where there is one. */
export function beyondTraining(
  { points, target }: { readonly points: readonly BeyondPoint[]; readonly target: number },
): string {
  const conditions = [...new Set(points.map(({ condition }) => condition))];
  const limits = points.filter(({ limitMse, noise }) => limitMse !== null && noise !== "literal");
  const errors = [...points.map(({ mse }) => mse), ...limits.map(({ limitMse }) => limitMse!), target];
  const failed = points.filter(({ mse }) => mse > target).length;
  const height = 60 + 26 * conditions.length;
  return figure({
    title: "Networks on recordings unlike those they were trained on",
    subtitle: `${points.length - failed} of ${points.length} errors are below the target.`,
    legend: [
      ...Object.entries(NOISE_STYLES).map(([label, { colour }]) => ({ label, colour, mark: "dot" as const })),
      { label: "limit of any filter, in the preset's colour", colour: INK, mark: "square" },
      targetLegend(target),
    ],
    height,
    panels: [wholePanel(height, {
      marginLeft: 176,
      x: logScale("mean squared error, from 1 s on", errorDomain(errors)),
      y: { type: "point", domain: conditions, label: null },
      marks: [
        Plot.frame({ stroke: BACKDROP }),
        Plot.ruleX([target], { stroke: COLOURS.vermillion, strokeDasharray: "2,3" }),
        Plot.dot(limits, {
          x: "limitMse",
          y: "condition",
          symbol: "square",
          r: 3,
          stroke: ({ noise }: BeyondPoint) => NOISE_STYLES[noise].colour,
        }),
        Plot.dot(points, {
          x: "mse",
          y: "condition",
          r: 4.5,
          fill: ({ noise }: BeyondPoint) => NOISE_STYLES[noise].colour,
        }),
      ],
    })],
  });
}
