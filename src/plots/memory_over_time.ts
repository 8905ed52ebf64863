import * as Plot from "@observablehq/plot";
import { figure, wholePanel } from "./figure.ts";
import { BACKDROP, seriesStyle } from "./theme.ts";

/** Input of {@linkcode memoryOverTime}. */
export interface MemoryOverTime {
  /** In megabytes. */
  readonly samples: readonly {
    readonly seconds: number;
    readonly resident: number;
    readonly heap: number;
    readonly outside: number;
  }[];
  /** Megabytes an hour over the second half. */
  readonly growth: Readonly<Record<"resident" | "heap", number>>;
}

const KINDS = { resident: "resident", heap: "heap", outside: "buffers outside of it" } as const;

/** Memory of a process that goes on training, one line a kind. */
export function memoryOverTime({ samples, growth }: MemoryOverTime): string {
  const lines = Object.entries(KINDS).map(([kind, label], at) => ({ kind, label, ...seriesStyle(at) }));
  const rate = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(1)} MB an hour`;
  return figure({
    title: "Memory of a long training",
    subtitle: `Over the second half: resident ${rate(growth.resident)}, heap ${rate(growth.heap)}.`,
    legend: lines.map(({ label, colour, dash }) => ({ label, colour, dash, mark: "line" as const })),
    height: 300,
    panels: [wholePanel(300, {
      marginLeft: 56,
      x: { label: "minutes of training" },
      y: {
        label: "MB",
        domain: [0, Math.max(...samples.map(({ resident }) => resident))],
        nice: true,
        grid: true,
      },
      marks: [
        Plot.frame({ stroke: BACKDROP }),
        ...lines.map(({ kind, colour, dash }) =>
          Plot.lineY(samples, {
            x: ({ seconds }) => seconds / 60,
            y: kind,
            stroke: colour,
            strokeDasharray: dash,
            strokeWidth: 1.5,
          })
        ),
      ],
    })],
  });
}
