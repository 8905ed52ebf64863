/** Amplitude of one sine in a signal. */
export interface SpectralLine {
  readonly hertz: number;
  /** A, where the best fit of the signal is A sin(2 pi f t + phase). */
  readonly amplitude: number;
}

/**
 * One-sided amplitude spectrum at the whole multiples of 1 / duration up to `maxHz`: the discrete Fourier transform,
 * written as projections on sine and cosine.
 *
 * @param signal samples, [n]
 * @param sampleRateHz samples a second
 * @throws {RangeError} when `maxHz` is not below the Nyquist frequency
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * const signal = Float64Array.from({ length: 1000 }, (_, n) => 0.25 * Math.sin(2 * Math.PI * 3 * n / 1000));
 * assertAlmostEquals(amplitudeSpectrum(signal, 1000, 10)[2].amplitude, 0.25);
 * ```
 */
export function amplitudeSpectrum(
  signal: ArrayLike<number>,
  sampleRateHz: number,
  maxHz: number,
): SpectralLine[] {
  if (!(maxHz > 0 && maxHz < sampleRateHz / 2)) {
    throw new RangeError(
      `maxHz must be above 0 and below the Nyquist frequency of ${sampleRateHz / 2} Hz, given: ${maxHz}`,
    );
  }
  const n = signal.length;
  const bins = Math.floor(maxHz * n / sampleRateHz + 1e-9);
  return Array.from({ length: bins }, (_, bin) => {
    const turn = 2 * Math.PI * (bin + 1) / n;
    let [sine, cosine] = [0, 0];
    for (let i = 0; i < n; i++) {
      sine += signal[i] * Math.sin(turn * i);
      cosine += signal[i] * Math.cos(turn * i);
    }
    return { hertz: (bin + 1) * sampleRateHz / n, amplitude: 2 * Math.hypot(sine, cosine) / n };
  });
}
