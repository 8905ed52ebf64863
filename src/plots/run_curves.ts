import * as Plot from "@observablehq/plot";
import { figure, type Panel } from "./figure.ts";
import { formatNumber } from "../text/mod.ts";
import { logScale } from "./axes.ts";
import { BACKDROP, COLOURS, INK, seriesStyle, WIDTH } from "./theme.ts";

/** One curve; points that are not finite are left out. */
export interface RunCurve {
  readonly label: string;
  readonly at: readonly number[];
  readonly values: readonly number[];
}

/** A numbered place on the horizontal axis. */
export interface RunMark {
  readonly number: number;
  readonly at: number;
  readonly isAlarm: boolean;
}

/** Input of {@linkcode runCurves}. */
export interface RunCurves {
  readonly title: string;
  readonly subtitle?: string;
  /** What the horizontal axis counts. */
  readonly unit: string;
  /** Curves that share an axis, from above; each list a panel. */
  readonly panels: readonly { readonly label: string; readonly curves: readonly RunCurve[] }[];
  readonly marks?: readonly RunMark[];
  readonly width?: number;
}

const PANEL_HEIGHT = 260;

/** Points of a curve that a screen can show apart. */
const MOST_POINTS = 1200;

/** The curves of a run, losses above metrics, with the numbered places that a text speaks of. */
export function runCurves(
  { title, subtitle, unit, panels, marks = [], width = WIDTH }: RunCurves,
): string {
  const all = panels.flatMap(({ curves }) => curves);
  const ends = all.flatMap(({ at }) => at.length === 0 ? [] : [at[0], at[at.length - 1]]);
  const domain: [number, number] = [Math.min(...ends), Math.max(...ends)];
  if (domain[0] === domain[1]) domain[1] += 1;
  const drawn = figure({
    title,
    ...(subtitle === undefined ? {} : { subtitle }),
    legend: all.map(({ label }, i) => ({ label, mark: "line" as const, ...seriesStyle(i) })),
    height: PANEL_HEIGHT * panels.length,
    width,
    panels: panels.map(({ label, curves }, row): Panel => ({
      x: 0,
      y: row * PANEL_HEIGHT,
      width,
      height: PANEL_HEIGHT,
      plot: {
        marginRight: 30,
        x: { label: unit, domain, ticks: width < WIDTH ? 4 : 8 },
        y: valueScale(label, curves),
        marks: [
          Plot.frame({ stroke: BACKDROP }),
          ...marks.flatMap((mark, i) => drawMark(mark, i, row === 0)),
          ...curves.map((curve) => drawCurve(curve, all.indexOf(curve))),
        ],
      },
    })),
  });
  // an image is announced by its title alone; names of its parts mean nothing without a role
  return drawn.replace(/(<(?!svg)[^>]*?) aria-label="[^"]*"/g, "$1");
}

/** Logarithmic where the values span more than a decade. */
function valueScale(label: string, curves: readonly RunCurve[]): Plot.ScaleOptions {
  let low = Infinity, high = -Infinity;
  for (const value of curves.flatMap(({ values }) => values.filter(Number.isFinite))) {
    [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  if (low > 0 && high / low > 10) return logScale(label, [low / 1.1, high * 1.1]);
  const span = low === Infinity
    ? [0, 1]
    : low === high
    ? [low - (Math.abs(low) || 1), low + (Math.abs(low) || 1)]
    : undefined;
  return {
    label,
    nice: true,
    tickFormat: (tick: number) => formatNumber(tick),
    ...(span === undefined ? {} : { domain: span }),
  };
}

function drawCurve({ at, values }: RunCurve, index: number): Plot.Markish {
  const { colour, dash } = seriesStyle(index);
  const every = Math.ceil(values.length / MOST_POINTS);
  const points = values.flatMap((value, i) =>
    Number.isFinite(value) && i % every === 0 ? [{ at: at[i], value }] : []
  );
  const options = { x: "at", y: "value" };
  return points.length === 1
    ? Plot.dot(points, { ...options, fill: colour, r: 4 })
    : Plot.lineY(points, { ...options, stroke: colour, strokeWidth: 2, strokeDasharray: dash || "none" });
}

function drawMark({ number, at, isAlarm }: RunMark, index: number, isLabelled: boolean): Plot.Markish[] {
  const stroke = isAlarm ? COLOURS.vermillion : BACKDROP;
  const rule = Plot.ruleX([at], { stroke, strokeWidth: 1.5, strokeDasharray: "4,3" });
  if (!isLabelled) return [rule];
  const place = { x: [at], frameAnchor: "top" as const, dy: 12 + 18 * (index % 3) };
  return [
    rule,
    Plot.dot([at], { ...place, r: 9, fill: stroke }),
    Plot.text([at], {
      ...place,
      text: [String(number)],
      fill: isAlarm ? "#ffffff" : INK,
      fontWeight: "bold",
      lineAnchor: "middle",
    }),
  ];
}
