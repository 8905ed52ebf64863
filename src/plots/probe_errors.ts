import * as Plot from "@observablehq/plot";
import { figure, logTicks } from "./figure.ts";
import { BACKDROP, INK, seriesStyle, WIDTH } from "./theme.ts";

/** Input of {@linkcode probeErrors}. */
export interface ProbeErrors {
  /** One trace a condition: as trained, silence, shifted start, ... */
  readonly traces: readonly {
    readonly label: string;
    /** Squared error averaged over short stretches; `seconds` is the middle of each. */
    readonly points: readonly { readonly seconds: number; readonly mse: number }[];
  }[];
  readonly target: number;
  readonly title?: string;
}

/** Error over time under each probe: a filter recovers from a shifted start and fails in silence, a clock does the opposite. */
export function probeErrors({ traces, target, title }: ProbeErrors): string {
  const errors = [...traces.flatMap(({ points }) => points.map(({ mse }) => mse)), target].filter((mse) =>
    mse > 0
  );
  const domain: [number, number] = [Math.min(...errors) / 1.5, Math.max(1, ...errors) * 1.2];
  return figure({
    title: title ?? "Filter or clock?",
    subtitle:
      "A clock is at home in silence and lost after a shifted start. A filter recovers from the shift and fails in silence.",
    legend: [
      ...traces.map(({ label }, index) => ({
        label,
        colour: seriesStyle(index).colour,
        mark: "line" as const,
        dash: seriesStyle(index).dash,
      })),
      { label: `target ${target}`, colour: INK, mark: "line", dash: "2,4" },
    ],
    height: 300,
    panels: [{
      x: 0,
      y: 0,
      width: WIDTH,
      height: 300,
      plot: {
        marginLeft: 66,
        x: { label: "time (s)" },
        y: {
          label: "squared error, averaged over short stretches (log scale)",
          type: "log",
          domain,
          ticks: logTicks(domain),
        },
        marks: [
          Plot.frame({ stroke: BACKDROP }),
          Plot.ruleY([target], { stroke: INK, strokeDasharray: "2,4", strokeWidth: 1.5 }),
          ...traces.map(({ points }, index) =>
            Plot.lineY(points, {
              x: "seconds",
              y: "mse",
              stroke: seriesStyle(index).colour,
              strokeDasharray: seriesStyle(index).dash,
              strokeWidth: 2,
            })
          ),
        ],
      },
    }],
  });
}
