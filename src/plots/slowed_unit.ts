import * as Plot from "@observablehq/plot";
import { figure, wholePanel } from "./figure.ts";
import { BACKDROP, INK, seriesStyle } from "./theme.ts";

/** Input of {@linkcode slowedUnit}. */
export interface SlowedUnit {
  /** One unit at one rate, its gates standing still; its cell while it is written to, and after. */
  readonly units: readonly {
    readonly label: string;
    readonly points: readonly { readonly seconds: number; readonly cell: number }[];
  }[];
  /** Seconds from the beginning during which the candidate is 1; then it is 0. */
  readonly writtenSeconds: number;
}

/** What a unit holds over time, before and after its biases are changed for a finer rate. */
export function slowedUnit({ units, writtenSeconds }: SlowedUnit): string {
  const styles = units.map((_, index) => seriesStyle(index));
  return figure({
    title: "Slowing a unit down by its biases",
    subtitle: `The cell of one unit that is written to for ${writtenSeconds} s (grey) and then left alone.`,
    legend: units.map(({ label }, index) => ({
      label,
      colour: styles[index].colour,
      dash: styles[index].dash,
      mark: "line" as const,
    })),
    height: 280,
    panels: [wholePanel(280, {
      x: { label: "seconds" },
      y: { label: "cell state", zero: true, nice: true },
      marks: [
        Plot.rectX([{ from: 0, to: writtenSeconds }], {
          x1: "from",
          x2: "to",
          fill: BACKDROP,
          fillOpacity: 0.25,
        }),
        Plot.frame({ stroke: BACKDROP }),
        Plot.ruleY([0], { stroke: INK }),
        ...units.map(({ points }, index) =>
          Plot.line(points, {
            x: "seconds",
            y: "cell",
            stroke: styles[index].colour,
            strokeDasharray: styles[index].dash,
            strokeWidth: index === 0 ? 4.5 : 2.2,
            strokeOpacity: index === 0 ? 0.45 : 1,
          })
        ),
      ],
    })],
  });
}
