import * as Plot from "@observablehq/plot";
import { figure, logTicks } from "./figure.ts";
import { BACKDROP, INK, seriesStyle, WIDTH } from "./theme.ts";

/** Input of {@linkcode timeToTarget}. */
export interface TimeToTarget {
  readonly runs: readonly {
    readonly label: string;
    /** Error after so many seconds of training. */
    readonly points: readonly { readonly seconds: number; readonly mse: number }[];
  }[];
  readonly target: number;
  /** What the error is, for the axis: "test MSE, frozen weights" unless said otherwise. */
  readonly measure?: string;
}

/** Error against training time; a ring marks where a run first reaches the target. */
export function timeToTarget({ runs, target, measure = "test MSE, frozen weights" }: TimeToTarget): string {
  const errors = [...runs.flatMap(({ points }) => points.map(({ mse }) => mse)), target].filter((mse) =>
    mse > 0
  );
  const domain: [number, number] = [Math.min(...errors) / 1.5, Math.max(1, ...errors)];
  return figure({
    title: "Time to target",
    subtitle:
      "Seconds of training on the machine of the run record; a ring marks the first point below the target.",
    legend: [
      ...runs.map(({ label }, index) => ({
        label,
        colour: seriesStyle(index).colour,
        mark: "line" as const,
        dash: seriesStyle(index).dash,
      })),
      { label: `target ${target}`, colour: INK, mark: "line", dash: "2,4" },
    ],
    height: 320,
    panels: [{
      x: 0,
      y: 0,
      width: WIDTH,
      height: 320,
      plot: {
        marginLeft: 66,
        x: { label: "training time (s)" },
        y: {
          label: `${measure} (log scale)`,
          type: "log",
          domain,
          ticks: logTicks(domain),
        },
        marks: [
          Plot.frame({ stroke: BACKDROP }),
          Plot.ruleY([target], { stroke: INK, strokeDasharray: "2,4", strokeWidth: 1.5 }),
          ...runs.flatMap(({ points }, index) => {
            const { colour, dash } = seriesStyle(index);
            const reached = points.find(({ mse }) => mse < target);
            return [
              Plot.lineY(points, {
                x: "seconds",
                y: "mse",
                stroke: colour,
                strokeDasharray: dash,
                strokeWidth: 2,
              }),
              Plot.dot(reached ? [reached] : [], {
                x: "seconds",
                y: "mse",
                stroke: colour,
                strokeWidth: 2.5,
                r: 7,
              }),
            ];
          }),
        ],
      },
    }],
  });
}
