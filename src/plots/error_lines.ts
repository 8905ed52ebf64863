import * as Plot from "@observablehq/plot";
import { errorDomain, logScale } from "./axes.ts";
import { figure, wholePanel } from "./figure.ts";
import { levelRule, targetLegend } from "./target.ts";
import { BACKDROP, type SeriesStyle, seriesStyle } from "./theme.ts";

/** An error at one moment. */
export interface ErrorPoint {
  readonly seconds: number;
  readonly mse: number;
}

/** One line of errors over time. */
export interface ErrorLine {
  readonly label: string;
  readonly points: readonly ErrorPoint[];
  /** How it is drawn, where that has a meaning; else by its place among the lines. */
  readonly style?: SeriesStyle;
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
  const points = lines.flatMap(({ points }) => points);
  const styled = lines.map((line, index) => ({ line, style: line.style ?? seriesStyle(index) }));
  return figure({
    title,
    subtitle,
    legend: [
      ...styled.map(({ line: { label }, style: { colour, dash } }) => (
        { label, colour, dash, mark: "line" as const }
      )),
      targetLegend(target),
    ],
    height: 320,
    panels: [wholePanel(320, {
      marginLeft: 66,
      x: { label: timeLabel, domain: [0, Math.max(...points.map(({ seconds }) => seconds))] },
      y: logScale(errorLabel, errorDomain([...points.map(({ mse }) => mse), target])),
      marks: [
        Plot.frame({ stroke: BACKDROP }),
        levelRule(target),
        ...styled.flatMap(({ line, style }) => [
          Plot.lineY(line.points, {
            x: "seconds",
            y: "mse",
            stroke: style.colour,
            strokeDasharray: style.dash,
            strokeWidth: 2,
          }),
          mark?.(line, style) ?? null,
        ]),
      ],
    })],
  });
}
