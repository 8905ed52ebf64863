import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { makeMixture } from "../../src/signal/mod.ts";
import { amplitudeSpectrum } from "../../src/signal/spectrum.ts";

Deno.test("a sine that fits into the recording has its amplitude in one line and nothing elsewhere", () => {
  const signal = Float64Array.from(
    { length: 2000 },
    (_, n) => 0.7 * Math.sin(2 * Math.PI * 5 * n / 1000 + 0.4),
  );
  const lines = amplitudeSpectrum(signal, 1000, 8);
  assertEquals(lines.length, 16);
  for (const { hertz, amplitude } of lines) assertAlmostEquals(amplitude, hertz === 5 ? 0.7 : 0, 1e-12);
});

Deno.test("softened noise leaves all four sines in the mixture, literal noise none", () => {
  const at = (noise: "softened" | "literal") =>
    amplitudeSpectrum(makeMixture({ noise }).mixture, 1000, 8)
      .filter(({ hertz }) => [1, 3, 5, 7].includes(hertz))
      .map(({ amplitude }) => amplitude);
  // E[A] = 1 and |E[exp(i phi)]| = sin(P / 2) / (P / 2), with P = 0.01 x 2 pi or 2 pi; a quarter of it reaches S.
  for (const amplitude of at("softened")) assertAlmostEquals(amplitude, 0.25, 0.005);
  for (const amplitude of at("literal")) assertAlmostEquals(amplitude, 0, 0.02);
});

Deno.test("frequencies beyond Nyquist are refused", () => {
  assertThrows(() => amplitudeSpectrum([0, 1, 0, 1], 4, 3), RangeError, "Nyquist frequency of 2 Hz");
});
