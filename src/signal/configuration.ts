/**
 * What fixes a recording, with the exercise's values as defaults.
 *
 * @module
 */
import { MAX_SEED } from "../random/generator.ts";
import { type NoiseName, phaseRange } from "./noise.ts";

/**
 * Sampling times: `exclusive` is start + n / rate; `endpoint` is NumPy's `linspace` over the same duration, end
 * point included (a step of duration / (n - 1), not of 1 / rate).
 */
export const GRIDS = ["exclusive", "endpoint"] as const;

/** Name of a grid of sampling times. */
export type Grid = typeof GRIDS[number];

/** Everything that decides the bytes of a recording. */
export interface SignalConfiguration {
  /** The sines in the mixture, in hertz; one selector each. */
  readonly frequenciesHz: readonly number[];
  /** Samples a second; any positive rate that leaves every sine below the Nyquist frequency. */
  readonly sampleRateHz: number;
  readonly durationSeconds: number;
  /** Time of the first sample; other than 0 for a recording that begins late. */
  readonly startSeconds: number;
  /** Bounds of the uniform amplitude, drawn anew at every sample. */
  readonly amplitudeRange: readonly [number, number];
  /** Preset, or the phase range in radians; the phase too is drawn anew at every sample. */
  readonly noise: NoiseName | number;
  readonly grid: Grid;
  readonly seed: number;
}

/** Most numbers in all rows of a recording: 48 MB, some ten times that with everything that is made of them. */
const MAX_NUMBERS = 12_000_000;

/** Largest amplitude, start (s) and phase range: beyond it float32 and the sines' phases lose the digits that matter. */
const LARGEST = 1e6;

/** The exercise's recording; the seed is that of its training set. */
export const SIGNAL_DEFAULTS: SignalConfiguration = {
  frequenciesHz: [1, 3, 5, 7],
  sampleRateHz: 1000,
  durationSeconds: 10,
  startSeconds: 0,
  amplitudeRange: [0.8, 1.2],
  noise: "literal",
  grid: "exclusive",
  seed: 1,
};

/** Samples in a recording of one selector. */
export function sampleCount({ durationSeconds, sampleRateHz }: SignalConfiguration): number {
  return Math.round(durationSeconds * sampleRateHz);
}

/**
 * A complete configuration: what is given, and the defaults for the rest.
 *
 * @throws {RangeError} naming the field, its value and what is allowed
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * assertEquals(sampleCount(signalConfiguration({ sampleRateHz: 62.5 })), 625);
 * assertThrows(() => signalConfiguration({ frequenciesHz: [1, 500] }), RangeError, "Nyquist");
 * ```
 */
export function signalConfiguration(options: Partial<SignalConfiguration> = {}): SignalConfiguration {
  const configuration = { ...SIGNAL_DEFAULTS, ...options };
  const { frequenciesHz, sampleRateHz, durationSeconds, startSeconds, amplitudeRange, noise, grid, seed } =
    configuration;
  for (const [field, value] of Object.entries({ sampleRateHz, durationSeconds })) {
    require(Number.isFinite(value) && value > 0, field, "a positive number", value);
  }
  require(
    Number.isFinite(startSeconds) && Math.abs(startSeconds) <= LARGEST,
    "startSeconds",
    `a number from -${LARGEST} to ${LARGEST}`,
    startSeconds,
  );
  require(Array.isArray(frequenciesHz), "frequenciesHz", "a list of frequencies", frequenciesHz);
  require(frequenciesHz.length > 0, "frequenciesHz", "at least one frequency", "none");
  require(new Set(frequenciesHz).size === frequenciesHz.length, "frequenciesHz", "each once", frequenciesHz);
  const nyquist = sampleRateHz / 2;
  for (const frequency of frequenciesHz) {
    const allowed = `above 0 and below the Nyquist frequency of ${nyquist} Hz (half of ${sampleRateHz} Hz)`;
    require(
      Number.isFinite(frequency) && frequency > 0 && frequency < nyquist,
      "frequenciesHz",
      allowed,
      frequency,
    );
  }
  const [low, high] = Array.isArray(amplitudeRange) ? amplitudeRange : [NaN, NaN];
  require(
    Number.isFinite(low) && Number.isFinite(high) && -LARGEST <= low && low <= high && high <= LARGEST,
    "amplitudeRange",
    `two numbers in order from -${LARGEST} to ${LARGEST}`,
    amplitudeRange,
  );
  require((GRIDS as readonly string[]).includes(grid), "grid", `one of ${GRIDS.join(", ")}`, grid);
  require(
    Number.isInteger(seed) && seed >= 0 && seed <= MAX_SEED,
    "seed",
    `an integer from 0 to ${MAX_SEED}`,
    seed,
  );
  require(phaseRange(noise) <= LARGEST, "noise", `a phase range of at most ${LARGEST} radians`, noise);
  const samples = sampleCount(configuration);
  const selectors = frequenciesHz.length;
  const most = Math.floor(MAX_NUMBERS / selectors / (selectors + 2));
  const length = `2 to ${most} samples at ${sampleRateHz} Hz (memory: ${selectors} blocks of rows)`;
  require(
    samples >= 2 && samples <= most,
    "durationSeconds",
    length,
    `${durationSeconds} s, ${samples} samples`,
  );
  return configuration;
}

function require(holds: boolean, field: string, allowed: string, given: unknown): void {
  if (!holds) throw new RangeError(`${field} must be ${allowed}, given: ${shown(given)}`);
}

function shown(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
