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
  /** How long the paths take; with it a dot goes along each, `SLOWER` times as slowly. Left out, nothing moves. */
  readonly seconds?: number;
  /** One plane a panel, side by side; the same label looks the same in every panel. */
  readonly panels: readonly {
    readonly title: string;
    readonly xLabel: string;
    readonly yLabel: string;
    readonly paths: readonly Path[];
  }[];
}

/** So many times longer than in the recording does a moving dot take. */
const SLOWER = 4;

/**
 * States as paths through a plane; a dot marks where each is at the end. A second one may move along the path: it is not
 * there in print, nor for readers who asked for less motion, nor where nothing can move.
 */
export function phasePlane({ title, subtitle, panels, seconds }: PhasePlane): string {
  const labels = [...new Set(panels.flatMap(({ paths }) => paths.map(({ label }) => label)))];
  const width = WIDTH / panels.length;
  const height = Math.min(width, 380);
  return figure({
    title,
    subtitle: `${subtitle} The dot is where the state is at the end${
      seconds === undefined ? "" : `; on a screen a ring goes along, ${SLOWER} times as slowly`
    }.`,
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
              seconds === undefined ? null : mover(points, colour, SLOWER * seconds),
            ];
          }),
        ],
      },
    })),
  });
}

/** A ring that goes along the points, each stretch between two in the same time; unseen where nothing animates. */
function mover(points: Path["points"], colour: string, seconds: number): Plot.RenderFunction {
  return (_index, { x, y }, _values, _dimensions, context) => {
    const pixels = points.map((point) => [x!(point.x), y!(point.y)]);
    const path = pixels.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join("L");
    const create = (name: string, attributes: Readonly<Record<string, string>>) => {
      const element = context.document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    const ring = create("circle", {
      class: "moving",
      r: "7",
      fill: "none",
      stroke: colour,
      "stroke-width": "3",
      opacity: "0",
    });
    ring.append(
      create("set", { attributeName: "opacity", to: "1" }),
      create("animateMotion", {
        path: `M${path}`,
        dur: `${seconds}s`,
        calcMode: "linear",
        repeatCount: "indefinite",
      }),
    );
    return ring as SVGElement;
  };
}
