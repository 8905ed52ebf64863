import * as Plot from "@observablehq/plot";
import { figure } from "./figure.ts";
import { errorDomain, logScale } from "./log_scale.ts";
import { levelRule, targetLegend } from "./target.ts";
import { BACKDROP, type SeriesStyle, seriesStyle, WIDTH } from "./theme.ts";

/** An error at one moment. */
export interface ErrorPoint {
  readonly seconds: number;
  readonly mse: number;
}

/** One line of errors over time. */
export interface ErrorLine {
  readonly label: string;
  readonly points: readonly ErrorPoint[];
}

/** What {@linkcode errorLines} draws. */
export interface ErrorLines {
  readonly title: string;
  readonly subtitle: string;
  readonly lines: readonly ErrorLine[];
  readonly target: number;
  readonly timeLabel: string;
  readonly errorLabel: string;
  /** More marks for a line, drawn on top. */
  readonly mark?: (line: ErrorLine, style: SeriesStyle) => Plot.Markish;
}

/** Errors over time, one line a series, on a logarithmic axis with the target. */
export function errorLines(
  { title, subtitle, lines, target, timeLabel, errorLabel, mark }: ErrorLines,
): string {
  const domain = errorDomain([...lines.flatMap(({ points }) => points.map(({ mse }) => mse)), target]);
  return figure({
    title,
    subtitle,
    legend: [
      ...lines.map(({ label }, index) => {
        const { colour, dash } = seriesStyle(index);
        return { label, colour, dash, mark: "line" as const };
      }),
      targetLegend(target),
    ],
    height: 320,
    panels: [{
      x: 0,
      y: 0,
      width: WIDTH,
      height: 320,
      plot: {
        marginLeft: 66,
        x: { label: timeLabel },
        y: logScale(errorLabel, domain),
        marks: [
          Plot.frame({ stroke: BACKDROP }),
          levelRule(target),
          ...lines.flatMap((line, index) => {
            const style = seriesStyle(index);
            const stroke = { stroke: style.colour, strokeDasharray: style.dash, strokeWidth: 2 };
            return [
              Plot.lineY(line.points, { x: "seconds", y: "mse", ...stroke }),
              mark?.(line, style) ?? null,
            ];
          }),
        ],
      },
    }],
  });
}
