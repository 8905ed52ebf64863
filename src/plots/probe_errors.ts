import { formatNumber } from "../text/mod.ts";
import { type ErrorLine, errorLines } from "./error_lines.ts";

/** Input of {@linkcode probeErrors}. */
export interface ProbeErrors {
  /** One trace a condition: as tested, silence, late start, ...; squared errors averaged over short stretches. */
  readonly traces: readonly ErrorLine[];
  readonly target: number;
  readonly title?: string;
}

/** From here on a filter has had time to listen. */
const SETTLED_SECONDS = 1;

/** Error over time under each probe. */
export function probeErrors({ traces, target, title = "Filter or clock?" }: ProbeErrors): string {
  const settled = traces.map(({ label, points }) => `${label} ${formatNumber(settledError(points), 3)}`);
  return errorLines({
    title,
    subtitle: `Mean from ${SETTLED_SECONDS} s on: ${settled.join("; ")}.`,
    lines: traces,
    target,
    timeLabel: "time (s)",
    errorLabel: "squared error, averaged over short stretches",
  });
}

/** Mean error once the first second is over. */
export function settledError(points: ErrorLine["points"]): number {
  const late = points.filter(({ seconds }) => seconds >= SETTLED_SECONDS);
  return late.reduce((sum, { mse }) => sum + mse, 0) / late.length;
}
