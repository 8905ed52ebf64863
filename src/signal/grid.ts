/**
 * The times at which a recording is sampled.
 *
 * @module
 */
import { sampleCount, type SignalConfiguration } from "./configuration.ts";

/**
 * Sampling times in seconds, [n].
 *
 * Both grids round as NumPy does: `start + arange(n) / rate`, and `linspace`, which multiplies by the step and
 * then sets the last point.
 */
export function sampleTimes(configuration: SignalConfiguration): Float64Array {
  const { sampleRateHz, durationSeconds, startSeconds, grid } = configuration;
  const n = sampleCount(configuration);
  if (grid === "exclusive") {
    return Float64Array.from({ length: n }, (_, i) => startSeconds + i / sampleRateHz);
  }
  const end = startSeconds + durationSeconds;
  const step = (end - startSeconds) / (n - 1);
  const times = Float64Array.from({ length: n }, (_, i) => i * step + startSeconds);
  times[n - 1] = end;
  return times;
}
