/**
 * A line chart of many points on a canvas (uPlot: a million points in a blink, 50 kB), in the colours of the page.
 *
 * @module
 */
/// <reference lib="dom" />
import UPlot from "uplot";
import { type ChartMark, drawLevels, drawMarks, type Level } from "./chart_marks.ts";
import { formatTick } from "../text/mod.ts";
import { colour } from "./dom.ts";

/** One line or row of dots. */
export interface ChartSeries {
  readonly label: string;
  /** Name of a custom property of the style sheet, as `--vermillion`. */
  readonly colour: string;
  readonly width?: number;
  readonly dash?: readonly number[];
  /** Dots instead of a line. */
  readonly dots?: boolean;
  /** Behind another line. */
  readonly faint?: boolean;
  /** Not drawn. */
  readonly off?: boolean;
}

/** What a chart shows all its life. */
export interface ChartOptions {
  readonly series: readonly ChartSeries[];
  readonly height: number;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly log?: boolean;
  /** Fixed range of y. */
  readonly range?: readonly [number, number];
  /** Told when the reader has zoomed along x, or out again (null). */
  readonly onZoom?: (range: readonly [number, number] | null) => void;
  /** Told when the reader turns the wheel: with Ctrl, or by two fingers moved apart, to zoom about a place; sideways to move. */
  readonly onMove?: (
    by: { readonly about?: number; readonly factor?: number; readonly shift?: number },
  ) => void;
  /** Charts of one name share their cursor. */
  readonly sync?: string;
  /** Told what each series has at the cursor, or between two places nearest to it; null when the cursor has left. */
  readonly onCursor?: (x: number | null, values: readonly (number | null)[]) => void;
}

/** Columns of equal length: x, then one a series; `null` where there is nothing. */
export type Columns = readonly ArrayLike<number | null>[];

/** A chart in the page. */
export interface Chart {
  show(columns: Columns, extras?: { levels?: readonly Level[]; marks?: readonly ChartMark[] }): void;
  /** Shows or hides a series. */
  setVisible(series: number, visible: boolean): void;
  zoom(range: readonly [number, number] | null): void;
  /** What a screen reader is told. */
  describe(text: string): void;
  /** Takes it out of the page. */
  remove(): void;
}

/** A chart that fills the width of its container. */
export function createChart(container: HTMLElement, options: ChartOptions): Chart {
  let levels: readonly Level[] = [];
  let marks: readonly ChartMark[] = [];
  let columns: Columns = [[], ...options.series.map(() => [])];
  let zoomed: readonly [number, number] | null = null;
  const visible = options.series.map(({ off = false }) => !off);
  let plot = make();

  container.setAttribute("role", "img");
  const removed = new AbortController();
  const resized = new ResizeObserver(() =>
    plot.setSize({ width: container.clientWidth, height: options.height })
  );
  resized.observe(container);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    plot.destroy();
    plot = make();
  }, { signal: removed.signal });

  function make(): UPlot {
    const ink = colour("--muted");
    const axis = {
      stroke: ink,
      font: `12px ${getComputedStyle(document.body).getPropertyValue("--ui")}`,
      labelFont: `12px ${getComputedStyle(document.body).getPropertyValue("--ui")}`,
      grid: { stroke: colour("--line"), width: 1 },
      ticks: { show: false },
      labelSize: 18,
    };
    return new UPlot(
      {
        width: container.clientWidth || 300,
        height: options.height,
        padding: [18, 16, 0, 0],
        legend: { show: false },
        cursor: {
          drag: { x: options.onZoom !== undefined, y: false },
          points: { size: 6 },
          ...(options.sync === undefined ? {} : { sync: { key: options.sync } }),
        },
        scales: {
          x: {
            time: false,
            range: (_, low, high) => zoomed ? [...zoomed] : [low, high > low ? high : low + 1],
          },
          y: options.log
            ? { distr: 3, range: (_, low, high) => logRange(low, high, levels) }
            : { range: options.range ? () => [...options.range!] : yRange },
        },
        axes: [
          { ...axis, label: options.xLabel, size: 28, values: (_, ticks) => ticks.map(formatTick) },
          {
            ...axis,
            label: options.yLabel,
            size: (_, labels) => roomFor(labels),
            ...(options.log ? { grid: { ...axis.grid, filter: decades } } : {}),
            values: (self, ticks) =>
              (options.log ? decades(self, ticks) : ticks).map((tick) =>
                tick === null ? "" : formatTick(tick)
              ),
          },
        ],
        series: [
          { label: options.xLabel },
          ...options.series.map((series, at): UPlot.Series => ({
            label: series.label,
            show: visible[at],
            stroke: colour(series.colour),
            width: series.dots ? 0 : series.width ?? 1.5,
            dash: series.dash ? [...series.dash] : undefined,
            alpha: series.faint ? 0.2 : 1,
            spanGaps: true,
            points: series.dots ? { show: true, size: 5, fill: colour(series.colour) } : { show: false },
          })),
        ],
        hooks: {
          draw: [(self) => drawMarks(self, marks), (self) => drawLevels(self, levels)],
          setSelect: [(self) => {
            const [from, to] = [self.select.left, self.select.left + self.select.width];
            if (self.select.width < 4) return;
            zoomTo([self.posToVal(from, "x"), self.posToVal(to, "x")]);
            self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          }],
          setCursor: [(self) => tellCursor(self.cursor.idx ?? null)],
          ready: [(self) => {
            self.over.addEventListener("dblclick", () => zoomTo(null));
            self.over.addEventListener("wheel", (event) => turn(self, event), { passive: false });
          }],
        },
      },
      columns as UPlot.AlignedData,
      container,
    );
  }

  /** What is turned without a meaning here scrolls the page. */
  function turn(self: UPlot, event: WheelEvent): void {
    const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (options.onMove === undefined || !isSideways && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    // where the cursor is known to be: to ask the page would have it laid out with every turn
    const { left = -1 } = self.cursor;
    options.onMove(
      isSideways ? { shift: event.deltaX * devicePixelRatio / self.bbox.width } : {
        ...(left < 0 ? {} : { about: self.posToVal(left, "x") }),
        factor: wheelFactor(event.deltaY),
      },
    );
  }

  function zoomTo(range: readonly [number, number] | null): void {
    rescale(range);
    options.onZoom?.(range);
  }

  function rescale(range: readonly [number, number] | null): void {
    zoomed = range;
    const [x] = columns;
    const [min, max] = range ?? [x[0] ?? 0, x[x.length - 1] ?? 1];
    plot.setScale("x", { min, max });
  }

  function tellCursor(index: number | null): void {
    if (options.onCursor === undefined) return;
    const values = columns.slice(1).map((column) => index === null ? null : nearest(column, index));
    options.onCursor(index === null ? null : columns[0][index], values);
  }

  return {
    show(next, extras = {}) {
      columns = next;
      levels = extras.levels ?? levels;
      marks = extras.marks ?? marks;
      plot.setData(columns as UPlot.AlignedData);
    },
    setVisible(series, show) {
      if (visible[series] === show) return;
      visible[series] = show;
      plot.setSeries(series + 1, { show });
    },
    zoom(range) {
      if (String(range) !== String(zoomed)) rescale(range);
    },
    describe: (text) => container.setAttribute("aria-label", text),
    remove() {
      removed.abort();
      resized.disconnect();
      plot.destroy();
    },
  };
}

/** A notch of a wheel is 100 or more and shall not be a leap; fingers tell a few each time. */
function wheelFactor(delta: number): number {
  return 2 ** (Math.max(-30, Math.min(30, delta)) / 60);
}

/** The entry at an index or, between two entries, the nearer; before the first and after the last there is nothing. */
function nearest(column: ArrayLike<number | null>, index: number): number | null {
  let before = index, after = index;
  while (before >= 0 && column[before] === null) before--;
  while (after < column.length && column[after] === null) after++;
  if (before < 0 || after >= column.length) return null;
  return column[index - before <= after - index ? before : after];
}

/** Of the places on a logarithmic axis the powers of ten. */
function decades(_: UPlot, places: readonly (number | null)[]): (number | null)[] {
  return places.map((place) =>
    place !== null && Math.abs(Math.log10(place) - Math.round(Math.log10(place))) < 1e-9 ? place : null
  );
}

/** As wide as the labels of an axis need, in pixels; most need the least. */
function roomFor(labels: readonly string[] | null): number {
  return Math.max(52, ...(labels ?? []).map((label) => 7 * label.length + 12));
}

function yRange(_: UPlot, low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1];
  const margin = (high - low || Math.abs(high) || 1) * 0.08;
  return [low - margin, high + margin];
}

/** Whole decades around the data and the levels. */
function logRange(low: number | null, high: number | null, levels: readonly Level[]): [number, number] {
  const values = [low, high, ...levels.map(({ value }) => value)].filter((value): value is number =>
    value !== null && value > 0
  );
  if (values.length === 0) return [1e-3, 1];
  const bottom = 10 ** Math.floor(Math.log10(Math.min(...values)));
  return [bottom, Math.max(1, Math.max(...values) * 1.2)];
}
