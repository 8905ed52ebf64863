import { type ErrorLine, errorLines } from "./error_lines.ts";

/** Input of {@linkcode probeErrors}. */
export interface ProbeErrors {
  /** One trace a condition: as tested, silence, shifted start, ...; squared errors averaged over short stretches. */
  readonly traces: readonly ErrorLine[];
  readonly target: number;
  readonly title?: string;
}

/** Error over time under each probe. */
export function probeErrors({ traces, target, title = "Filter or clock?" }: ProbeErrors): string {
  return errorLines({
    title,
    subtitle:
      "A clock is at home in silence and lost after a shifted start. A filter recovers from the shift and fails in silence.",
    lines: traces,
    target,
    timeLabel: "time (s)",
    errorLabel: "squared error, averaged over short stretches",
  });
}
