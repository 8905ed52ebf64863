/**
 * How far the phase of every sample may wander: the three settings in use for this exercise.
 *
 * @module
 */

/** Names of the noise presets, from hopeless to easy. */
export const NOISE_NAMES = ["literal", "quarter", "softened"] as const;

/** Name of a noise preset. */
export type NoiseName = typeof NOISE_NAMES[number];

/** The same from easy to hopeless, as tables tell of them. */
export const EASIEST_FIRST: readonly NoiseName[] = NOISE_NAMES.toReversed();

/** Width P of the uniform phase phi ~ U(0, P) in radians, and what it leaves of the signal. */
export const PHASE_RANGES: Readonly<Record<NoiseName, number>> = {
  /** The full circle: the mixture is independent of time and tells nothing about any target. */
  literal: 2 * Math.PI,
  /** An eighth of the circle: a biased, noisy sum of the sines. */
  quarter: Math.PI / 4,
  /** One hundredth of the circle: nearly the clean sum. */
  softened: 0.01 * 2 * Math.PI,
};

/**
 * The width of the phase range in radians.
 *
 * @param noise a preset's name, or the width itself
 * @throws {RangeError} for an unknown name or a width that is negative or not finite
 */
export function phaseRange(noise: NoiseName | number): number {
  const width = typeof noise === "number"
    ? noise
    : Object.hasOwn(PHASE_RANGES, noise)
    ? PHASE_RANGES[noise]
    : NaN;
  if (!(width >= 0 && width < Infinity)) {
    throw new RangeError(
      `noise must be one of ${NOISE_NAMES.join(", ")} or a phase range in radians, given: ${noise}`,
    );
  }
  return width;
}
