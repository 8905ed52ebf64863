import * as Plot from "@observablehq/plot";
import { rangeText } from "./axes.ts";
import { figure } from "./figure.ts";
import { levelRule } from "./target.ts";
import { COLOURS, FREQUENCY_STYLES, INK, WIDTH } from "./theme.ts";

/** Input of {@linkcode spectrum}. */
export interface Spectrum {
  readonly spectra: readonly {
    readonly label: string;
    /** One-sided amplitude at each frequency. */
    readonly points: readonly { readonly hertz: number; readonly amplitude: number }[];
  }[];
  /** Frequencies of the sines, in Hz. */
  readonly tones: readonly number[];
}

/** Amplitude spectra of the mixture, one panel a noise setting, on one scale; the sines' frequencies are marked. */
export function spectrum({ spectra, tones }: Spectrum): string {
  const top = Math.max(...spectra.flatMap(({ points }) => points.map(({ amplitude }) => amplitude)));
  const height = 150;
  return figure({
    title: "Amplitude spectrum of the mixture",
    subtitle: "A peak at a marked frequency is what a filter could use.",
    legend: [
      { label: "amplitude of S", colour: COLOURS.blue, mark: "line" },
      { label: "frequency of a sine", colour: COLOURS.vermillion, mark: "dot" },
      { label: "a clean sine's share, 1/4", colour: INK, mark: "line", dash: "2,4" },
    ],
    height: spectra.length * height + 28,
    panels: spectra.map(({ label, points }, index) => {
      const last = index === spectra.length - 1;
      return {
        x: 0,
        y: index * height,
        width: WIDTH,
        height: last ? height + 28 : height,
        title: `${label}, at the marked frequencies ${rangeText(peaks(points, tones))}`,
        plot: {
          marginBottom: last ? 42 : 16,
          x: last ? { label: "frequency (Hz)" } : { label: null, tickFormat: () => "" },
          y: { label: "amplitude", domain: [0, Math.max(0.27, top)], ticks: [0, 0.1, 0.2] },
          marks: [
            levelRule(0.25),
            Plot.ruleX(points, { x: "hertz", y: "amplitude", stroke: COLOURS.blue, strokeWidth: 2 }),
            Plot.dot(tones, { x: (hertz: number) => hertz, y: 0, fill: FREQUENCY_STYLES[1].colour, r: 4.5 }),
          ],
        },
      };
    }),
  });
}

/** Amplitude at the frequency of each sine. */
function peaks(points: Spectrum["spectra"][number]["points"], tones: readonly number[]): number[] {
  const distance = (hertz: number, tone: number) => Math.abs(hertz - tone);
  return tones.map((tone) =>
    points.reduce((best, point) => distance(point.hertz, tone) < distance(best.hertz, tone) ? point : best)
      .amplitude
  );
}
