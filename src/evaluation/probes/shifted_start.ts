import type { Engine } from "../../engine/contract.ts";
import { makeRows, type SignalConfiguration } from "../../signal/mod.ts";
import { type MeasuredError, predictRows, squaredErrors, summariseErrors } from "../error.ts";

/** How late the recording begins, and how much of it is left out as transient. */
export interface ShiftedStart {
  readonly shiftSeconds: number;
  readonly skipSeconds: number;
}

/** Error on a recording that begins late, beside that of one that begins on time; both without the transient. */
export interface ShiftedStartProbe extends ShiftedStart {
  readonly onTime: MeasuredError;
  /** A filter recovers after the transient; a network that learnt the starting phase by heart stays wrong. */
  readonly late: MeasuredError;
}

/** The exercise's probe: 0.13 s late, which is no multiple of any sine's half period, first second left out. */
export const SHIFTED_START: ShiftedStart = { shiftSeconds: 0.13, skipSeconds: 1 };

/**
 * Measures a network on a recording that begins late; frozen weights, zero initial state at the first sample.
 *
 * @param signal the recording; its noise is drawn from its seed
 * @throws {RangeError} when nothing would be left to measure
 */
export function probeShiftedStart(
  engine: Engine,
  signal: SignalConfiguration,
  { shiftSeconds, skipSeconds }: ShiftedStart = SHIFTED_START,
): ShiftedStartProbe {
  if (!(skipSeconds >= 0 && skipSeconds < signal.durationSeconds)) {
    throw new RangeError(
      `skipSeconds must be below the recording's ${signal.durationSeconds} s, given: ${skipSeconds}`,
    );
  }
  const skipped = Math.round(skipSeconds * signal.sampleRateHz);
  const error = (heard: SignalConfiguration) => {
    const rows = makeRows(heard);
    const errors = squaredErrors(predictRows(engine, rows), rows.targets);
    const kept = errors.filter((_, row) => row % rows.samples >= skipped);
    return summariseErrors(kept, rows.selectors);
  };
  return {
    shiftSeconds,
    skipSeconds,
    onTime: error(signal),
    late: error(startedLate(signal, shiftSeconds)),
  };
}

/** The recording that begins so much later. */
export function startedLate(
  signal: SignalConfiguration,
  shiftSeconds = SHIFTED_START.shiftSeconds,
): SignalConfiguration {
  return { ...signal, startSeconds: signal.startSeconds + shiftSeconds };
}
