import { sampleCount, type SignalConfiguration } from "./configuration.ts";
import type { SignalRows } from "./rows.ts";

/** What float32 leaves of a sum of three values of at most 1, with room to spare. */
const ROUNDING = 1e-6;

/**
 * Refuses rows whose targets are not the clean sines: rows in another order, columns that changed places, another
 * sampling rate or other frequencies than the network was trained for. Any phase will do (a late start), on either grid.
 *
 * A sine sampled every w radians obeys x[n + 1] = 2 cos(w) x[n] - x[n - 1].
 *
 * @throws {TypeError} naming the first row that does not follow; the message counts rows from 1
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * import { makeRows } from "./rows.ts";
 * import { SIGNAL_DEFAULTS } from "./configuration.ts";
 * checkTargets(makeRows({ noise: "softened", startSeconds: 0.13 }), SIGNAL_DEFAULTS);
 * const slow = makeRows({ sampleRateHz: 500 });
 * assertThrows(() => checkTargets(slow, SIGNAL_DEFAULTS), TypeError, "sampled at 1000 Hz");
 * ```
 */
export function checkTargets({ targets, samples }: SignalRows, signal: SignalConfiguration): void {
  const { frequenciesHz, sampleRateHz, durationSeconds } = signal;
  // steps of the two grids, in units of 1 / rate
  const spans = sampleCount(signal) === samples ? durationSeconds * sampleRateHz : samples;
  const steps = [1, spans / Math.max(1, samples - 1)];
  frequenciesHz.forEach((hertz, block) => {
    const first = block * samples;
    const sine = targets.subarray(first, first + samples);
    const wrong = steps.map((step) => firstBreak(sine, 2 * Math.PI * hertz / sampleRateHz * step));
    if (wrong.includes(-1)) return;
    throw new TypeError(
      `row ${
        first + Math.max(...wrong) + 1
      }: the target is not the sine of ${hertz} Hz sampled at ${sampleRateHz} Hz ` +
        "(rows out of order, columns exchanged, or another recording)",
    );
  });
}

/** Index of the first sample that does not follow from the two before, or -1. */
function firstBreak(sine: Float32Array, turn: number): number {
  const twice = 2 * Math.cos(turn);
  return sine.findIndex((value, n) =>
    Math.abs(value) > 1 || n > 1 && Math.abs(value - twice * sine[n - 1] + sine[n - 2]) > ROUNDING
  );
}
