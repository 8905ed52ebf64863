import * as Plot from "@observablehq/plot";
import { rangeText } from "./axes.ts";
import { figure } from "./figure.ts";
import { BACKDROP, seriesStyle, WIDTH } from "./theme.ts";

/** What one hidden unit did, one entry a sample. */
export interface UnitTrace {
  /** Index of the unit, from 0. */
  readonly unit: number;
  /** Gate activations, 0 to 1. */
  readonly input: readonly number[];
  readonly forget: readonly number[];
  readonly output: readonly number[];
  /** Cell state c. */
  readonly cell: readonly number[];
  /** Hidden state h, -1 to 1. */
  readonly hidden: readonly number[];
}

const ROWS = [
  { key: "input", title: "input gate i", domain: [0, 1] },
  { key: "forget", title: "forget gate f", domain: [0, 1] },
  { key: "output", title: "output gate o", domain: [0, 1] },
  { key: "cell", title: "cell state c", domain: undefined },
  { key: "hidden", title: "hidden state h", domain: [-1, 1] },
] as const;

/** Gates and state of a few hidden units over time, one panel a quantity. */
export function unitTraces({ seconds, units, title }: {
  readonly seconds: readonly number[];
  readonly units: readonly UnitTrace[];
  readonly title?: string;
}): string {
  const height = 104;
  return figure({
    title: title ?? "Gates and state over time",
    subtitle: `Forget gates: ${
      rangeText(units.flatMap(({ forget }) => forget))
    }. A gate at 1 keeps the cell state, at 0 drops it.`,
    legend: units.map(({ unit }, index) => ({
      label: `unit ${unit}`,
      colour: seriesStyle(index).colour,
      mark: "line",
      dash: seriesStyle(index).dash,
    })),
    height: ROWS.length * height + 28,
    panels: ROWS.map(({ key, title, domain }, row) => {
      const last = row === ROWS.length - 1;
      return {
        x: 0,
        y: row * height,
        width: WIDTH,
        height: last ? height + 28 : height,
        plot: {
          marginBottom: last ? 42 : 12,
          x: last ? { label: "time (s)" } : { label: null, tickFormat: () => "" },
          y: { label: title, ticks: 3, ...(domain ? { domain } : { nice: true }) },
          marks: [
            Plot.frame({ stroke: BACKDROP }),
            ...units.map((unit, index) =>
              Plot.lineY(unit[key], {
                x: (_, sample: number) => seconds[sample],
                stroke: seriesStyle(index).colour,
                strokeDasharray: seriesStyle(index).dash,
                strokeWidth: 1.8,
              })
            ),
          ],
        },
      };
    }),
  });
}
