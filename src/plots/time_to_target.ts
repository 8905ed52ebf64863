import * as Plot from "@observablehq/plot";
import { type ErrorLine, errorLines } from "./error_lines.ts";

/** Input of {@linkcode timeToTarget}. */
export interface TimeToTarget {
  /** Test MSE on frozen weights after so many seconds of training, one line a run. */
  readonly runs: readonly ErrorLine[];
  readonly target: number;
}

/** Error against training time; a ring marks where a run first gets below the target. */
export function timeToTarget({ runs, target }: TimeToTarget): string {
  return errorLines({
    title: "Time to target",
    subtitle: "Seconds of training, measuring left out; a ring marks the first point below the target.",
    lines: runs,
    target,
    timeLabel: "training time (s)",
    errorLabel: "test MSE, frozen weights",
    mark: ({ points }, { colour }) =>
      Plot.dot(points.filter(({ mse }) => mse < target).slice(0, 1), {
        x: "seconds",
        y: "mse",
        stroke: colour,
        strokeWidth: 2.5,
        r: 7,
      }),
  });
}
