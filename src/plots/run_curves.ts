import * as Plot from "@observablehq/plot";
import { figure, type Panel } from "./figure.ts";
import { formatTick } from "../text/mod.ts";
import { logScale, roundTicks, type TickedScale } from "./axes.ts";
import { BACKDROP, INK, seriesStyle, TEXT, WIDTH } from "./theme.ts";

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

/** Curves that share an axis. */
export interface RunPanel {
  readonly label: string;
  readonly curves: readonly RunCurve[];
  /** Never on a logarithmic scale, as an accuracy, which is told apart at its top. */
  readonly isLinear?: boolean;
}

/** Input of {@linkcode runCurves}. */
export interface RunCurves {
  /** What is announced; the page around it says more. */
  readonly title: string;
  /** What the horizontal axis counts. */
  readonly unit: string;
  /** From above. */
  readonly panels: readonly RunPanel[];
  readonly marks?: readonly RunMark[];
  readonly width?: number;
}

const PANEL_HEIGHT = 260;

/** Points of a curve that a screen can show apart. */
const MOST_POINTS = 1200;

/** The curves of a run, losses above metrics, with the numbered places that a text speaks of. */
export function runCurves(
  { title, unit, panels, marks = [], width = WIDTH }: RunCurves,
): string {
  const all = panels.flatMap(({ curves }) => curves);
  const scales = panels.map(valueScale);
  const x = placeScale(unit, all, width < WIDTH ? 5 : 8);
  const drawn = figure({
    title,
    inPage: true,
    legend: all.map(({ label }, i) => ({ label, mark: "line", ...seriesStyle(i), room: roomFor(label) })),
    height: PANEL_HEIGHT * panels.length,
    width,
    panels: panels.map(({ curves }, row): Panel => ({
      x: 0,
      y: row * PANEL_HEIGHT,
      width,
      height: PANEL_HEIGHT,
      plot: {
        marginLeft: Math.max(
          ...scales.map(({ ticks }) => 18 + Math.max(...ticks.map(formatTick).map(roomFor))),
        ),
        marginRight: 30,
        x,
        y: scales[row],
        marks: [
          Plot.frame({ stroke: BACKDROP }),
          // an alarm is not covered by what is none
          ...marks.toSorted((a, b) => Number(a.isAlarm) - Number(b.isAlarm)).map(drawRule),
          ...curves.map((curve) => drawCurve(curve, all.indexOf(curve))),
          ...(row === 0 ? marks.flatMap(drawNumber) : []),
        ],
      },
    })),
  });
  // an image is announced by its title alone; names of its parts mean nothing without a role
  return drawn.replace(/(<(?!svg)[^>]*?) aria-label="[^"]*"/g, "$1");
}

/** Room for names and numbers out of a file, in pixels: capitals and digits of DejaVu Sans are as wide as that. */
function roomFor(text: string): number {
  return text.length * TEXT.body * 0.64;
}

/** From the first place of any curve to the last, or around the only one; whole numbers have whole ticks. */
function placeScale(unit: string, curves: readonly RunCurve[], most: number): TickedScale {
  const ends = curves.flatMap(({ at }) => at.length === 0 ? [] : [at[0], at[at.length - 1]]);
  const first = Math.min(...ends), last = Math.max(...ends);
  const domain: [number, number] = first < last ? [first, last] : [first - 1, first + 1];
  const ticks = roundTicks(domain, most, ends.every(Number.isInteger) ? 1 : 0);
  return {
    label: unit,
    domain,
    ticks: ticks.filter((tick) => tick >= domain[0] && tick <= domain[1]),
    tickFormat: formatTick,
  };
}

/** Values closer together than this share of them are one level. */
const LEVEL = 1e-9;

/** Logarithmic where the values span more than a decade. */
function valueScale({ label, curves, isLinear = false }: RunPanel): TickedScale {
  let low = Infinity, high = -Infinity;
  for (const value of curves.flatMap(({ values }) => values.filter(Number.isFinite))) {
    [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  if (!isLinear && low > 0 && high / low > 10) return logScale(label, [low / 1.1, high * 1.1]);
  const size = Math.max(Math.abs(low), Math.abs(high));
  const span: [number, number] = low === Infinity
    ? [0, 1]
    : high - low <= LEVEL * size
    ? [low - (size || 1), low + (size || 1)]
    : [low, high];
  const ticks = roundTicks(span, 6);
  return { label, domain: [ticks[0], ticks.at(-1)!], ticks, tickFormat: formatTick };
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

/** Of a finding that is an alarm, and of one that is none: white and ink can be read on them, by day and by night. */
const ALARM = "#b34700";

function drawRule({ at, isAlarm }: RunMark): Plot.Markish {
  return Plot.ruleX([at], { stroke: isAlarm ? ALARM : BACKDROP, strokeWidth: 1.5, strokeDasharray: "4,3" });
}

function drawNumber({ number, at, isAlarm }: RunMark, index: number): Plot.Markish[] {
  const place = { x: [at], frameAnchor: "top" as const, dy: 12 + 18 * (index % 3) };
  return [
    Plot.dot([at], { ...place, r: 9, fill: isAlarm ? ALARM : BACKDROP }),
    Plot.text([at], {
      ...place,
      text: [String(number)],
      fill: isAlarm ? "#fff" : INK,
      fontWeight: "bold",
      lineAnchor: "middle",
    }),
  ];
}
