import * as Plot from "@observablehq/plot";
import { figure, type Panel } from "./figure.ts";
import { BACKDROP, FREQUENCY_STYLES, INK, WIDTH } from "./theme.ts";

/** Input of {@linkcode mixture}; all arrays have one entry a sample. */
export interface Mixture {
  readonly seconds: readonly number[];
  /** S(t), the mean of the noisy sines. */
  readonly mixture: readonly number[];
  readonly components: readonly {
    readonly hertz: number;
    /** A(t) sin(2 pi f t + phi(t)). */
    readonly noisy: readonly number[];
    /** sin(2 pi f t). */
    readonly clean: readonly number[];
  }[];
  /** What the noise is, for the title. */
  readonly noise: string;
}

/** The mixture S(t) above the sines it is made of, each noisy (dots) and clean (line). */
export function mixture({ seconds, mixture, components, noise }: Mixture): string {
  const points = (values: readonly number[]) =>
    values.map((value, index) => ({ second: seconds[index], value }));
  // So few that single dots can be told apart.
  const every = Math.max(1, Math.round(seconds.length / 250));
  const shared = { x: 0, width: WIDTH };
  const panels: Panel[] = [{
    ...shared,
    y: 0,
    height: 150,
    plot: {
      marginBottom: 24,
      x: { label: null, tickFormat: () => "" },
      y: { label: "S(t), dimensionless", domain: [-1.25, 1.25], ticks: [-1, 0, 1] },
      marks: [
        Plot.ruleY([0], { stroke: BACKDROP }),
        Plot.lineY(points(mixture), { x: "second", y: "value", stroke: INK, strokeWidth: 1 }),
      ],
    },
  }];
  components.forEach(({ hertz, noisy, clean }, index) => {
    const last = index === components.length - 1;
    panels.push({
      ...shared,
      y: 150 + index * 112,
      height: last ? 140 : 112,
      plot: {
        marginBottom: last ? 42 : 14,
        x: last ? { label: "time (s)" } : { label: null, tickFormat: () => "" },
        y: { label: `${hertz} Hz`, domain: [-1.25, 1.25], ticks: [-1, 0, 1] },
        marks: [
          Plot.dot(points(noisy).filter((_, at) => at % every === 0), {
            x: "second",
            y: "value",
            fill: BACKDROP,
            r: 1.4,
          }),
          Plot.lineY(points(clean), {
            x: "second",
            y: "value",
            stroke: FREQUENCY_STYLES[index].colour,
            strokeWidth: 2.2,
          }),
        ],
      },
    });
  });
  return figure({
    title: `The mixture and its four sines, ${noise}`,
    subtitle: "The network is given S(t) and a selector; it must return the clean sine of that selector.",
    legend: [
      { label: "mixture S(t)", colour: INK, mark: "line" },
      { label: "noisy sine: amplitude and phase anew at every sample", colour: BACKDROP, mark: "dot" },
      ...components.map(({ hertz }, index) => ({
        label: `clean ${hertz} Hz`,
        colour: FREQUENCY_STYLES[index].colour,
        mark: "line" as const,
      })),
    ],
    height: 150 + components.length * 112 + 28,
    panels,
  });
}
