import * as Plot from "@observablehq/plot";
import { errorDomain, logScale } from "./axes.ts";
import { figure } from "./figure.ts";
import { levelRule, targetLegend } from "./target.ts";
import { BACKDROP, seriesStyle, WIDTH } from "./theme.ts";

/** Input of {@linkcode noiseSweep}. */
export interface NoiseSweep {
  readonly points: readonly {
    /** Who answers; one line each. */
    readonly learner: string;
    /** P in radians. */
    readonly phaseRange: number;
    readonly mse: number;
    readonly lateStartMse: number;
  }[];
  readonly target: number;
}

/** Error against the width of the phase noise: on time, and on a late start. */
export function noiseSweep({ points, target }: NoiseSweep): string {
  const learners = [...new Set(points.map(({ learner }) => learner))];
  const panels = [{ title: "begun on time", key: "mse" }, {
    title: "begun 0.13 s late",
    key: "lateStartMse",
  }] as const;
  const domain = errorDomain([target, ...points.flatMap(({ mse, lateStartMse }) => [mse, lateStartMse])]);
  const width = WIDTH / panels.length;
  const below = (key: "mse" | "lateStartMse") =>
    learners.filter((learner) =>
      points.filter((point) => point.learner === learner).every((point) => point[key] < target)
    );
  const words = (names: readonly string[]) => names.length === 0 ? "none" : names.join(", ");
  return figure({
    title: "From no phase noise to the full circle",
    subtitle: `Below the target at every width, on time: ${words(below("mse"))}; begun late: ${
      words(below("lateStartMse"))
    }.`,
    legend: [
      ...learners.map((label, index) => {
        const { colour, dash } = seriesStyle(index);
        return { label, colour, dash, mark: "line" as const };
      }),
      targetLegend(target),
    ],
    height: 340,
    panels: panels.map(({ title, key }, column) => ({
      x: column * width,
      y: 0,
      width,
      height: 340,
      title,
      plot: {
        marginLeft: column === 0 ? 62 : 48,
        x: {
          label: "width P of the phase noise",
          domain: [0, 2 * Math.PI],
          ticks: [0, 0.5, 1, 1.5, 2].map((n) => n * Math.PI),
          tickFormat: (value: number) => value === 0 ? "0" : `${value / Math.PI}π`,
        },
        y: { ...logScale("MSE, from 1 s on", domain), ...(column === 0 ? {} : { label: null }) },
        marks: [
          Plot.frame({ stroke: BACKDROP }),
          levelRule(target),
          ...learners.flatMap((learner, index) => {
            const { colour, dash, symbol } = seriesStyle(index);
            const mine = points.filter((point) => point.learner === learner)
              .toSorted((a, b) => a.phaseRange - b.phaseRange);
            const place = { x: "phaseRange", y: key };
            return [
              Plot.lineY(mine, { ...place, stroke: colour, strokeDasharray: dash, strokeWidth: 2 }),
              Plot.dot(mine, { ...place, fill: colour, stroke: colour, symbol, r: 3 }),
            ];
          }),
        ],
      },
    })),
  });
}
