/**
 * What one start hears: the mixture, and the clean sines that its lanes are asked for.
 *
 * @module
 */
import type { Generator } from "../random/generator.ts";
import { makeMixture, type Mixture, sampleCount, type SignalConfiguration } from "../signal/mod.ts";
import type { Stage } from "./stage.ts";

/** n samples at the stage's rate. */
export interface Track {
  /** The recording's sample that it begins at. */
  readonly start: number;
  /** S, [n]. */
  readonly mixture: Float32Array;
  /** The clean sines, [F][n]. */
  readonly targets: readonly Float32Array[];
}

/**
 * The tracks of one pass, one a start: the first begins at the recording's first sample, the others at random.
 *
 * @param length n, samples at the stage's rate
 */
export function drawTracks(
  recording: Mixture,
  { starts, decimation, noise }: Pick<Stage, "starts" | "decimation" | "noise">,
  length: number,
  random: Generator,
): Track[] {
  return Array.from({ length: starts }, (_, index) => {
    const start = index === 0 ? 0 : Math.floor(random.next() * recording.time.length);
    const { mixture, targets } = noise === "fixed"
      ? readTrack(recording, start, decimation, length)
      : makeMixture(decimated(recording.configuration, start, decimation, length), random);
    return { start, mixture: noise === "silent" ? mixture.fill(0) : mixture, targets };
  });
}

/** Every `decimation`-th sample from `start` on; after the recording's last sample comes its first again. */
function readTrack(
  { mixture, targets }: Mixture,
  start: number,
  decimation: number,
  length: number,
): Omit<Track, "start"> {
  const read = (values: Float32Array) =>
    Float32Array.from({ length }, (_, i) => values[(start + i * decimation) % values.length]);
  return { mixture: read(mixture), targets: targets.map(read) };
}

/**
 * The recording that is sampled at every `decimation`-th instant of another from sample `start` on.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { sampleTimes, signalConfiguration } from "../signal/mod.ts";
 * const every20th = sampleTimes(decimated(signalConfiguration(), 130, 20, 500));
 * assertAlmostEquals(every20th[1], 0.13 + 0.02);
 * ```
 */
export function decimated(
  signal: SignalConfiguration,
  start: number,
  decimation: number,
  length: number,
): SignalConfiguration {
  const { grid, sampleRateHz, durationSeconds, startSeconds } = signal;
  const step = grid === "exclusive" ? 1 / sampleRateHz : durationSeconds / (sampleCount(signal) - 1);
  const steps = grid === "exclusive" ? length : length - 1;
  const duration = steps * decimation * step;
  return {
    ...signal,
    startSeconds: startSeconds + start * step,
    durationSeconds: duration,
    sampleRateHz: length / duration,
  };
}
