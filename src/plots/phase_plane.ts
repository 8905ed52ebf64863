import * as Plot from "@observablehq/plot";
import { figure } from "./figure.ts";
import { BACKDROP, seriesStyle, WIDTH } from "./theme.ts";

/** Where a state was, sample by sample. */
export interface Path {
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** Input of {@linkcode phasePlane}. */
export interface PhasePlane {
  readonly title: string;
  readonly subtitle: string;
  /** One plane a panel, side by side; the same label looks the same in every panel. */
  readonly panels: readonly {
    readonly title: string;
    readonly xLabel: string;
    readonly yLabel: string;
    readonly paths: readonly Path[];
  }[];
}

/** States as paths through a plane; a dot marks where each is at the end. */
export function phasePlane({ title, subtitle, panels }: PhasePlane): string {
  const labels = [...new Set(panels.flatMap(({ paths }) => paths.map(({ label }) => label)))];
  const width = WIDTH / panels.length;
  const height = Math.min(width, 380);
  return figure({
    title,
    subtitle: `${subtitle} The dot is where the state is at the end.`,
    legend: labels.map((label, index) => {
      const { colour, dash } = seriesStyle(index);
      return { label, colour, dash, mark: "line" as const };
    }),
    height,
    panels: panels.map(({ title, xLabel, yLabel, paths }, column) => ({
      x: column * width,
      y: 0,
      width,
      height,
      title,
      plot: {
        marginLeft: 66,
        x: { label: xLabel, ticks: 4, nice: true },
        y: { label: yLabel, ticks: 4, nice: true },
        marks: [
          Plot.frame({ stroke: BACKDROP }),
          ...paths.flatMap(({ label, points }) => {
            const { colour, dash } = seriesStyle(labels.indexOf(label));
            return [
              Plot.line(points, { x: "x", y: "y", stroke: colour, strokeDasharray: dash, strokeWidth: 1.8 }),
              Plot.dot(points.slice(-1), { x: "x", y: "y", fill: colour, r: 5.5 }),
            ];
          }),
        ],
      },
    })),
  });
}
