/**
 * A line chart of many points on a canvas (uPlot: a million points in a blink, 50 kB), in the colours of the page.
 *
 * @module
 */
/// <reference lib="dom" />
import UPlot from "uplot";

/** One line or row of dots. */
export interface ChartSeries {
  readonly label: string;
  /** Name of a custom property of the style sheet, as `--vermillion`. */
  readonly colour: string;
  readonly width?: number;
  readonly dash?: readonly number[];
  /** Dots instead of a line. */
  readonly dots?: boolean;
}

/** A horizontal line with its name. */
export interface Level {
  readonly label: string;
  readonly value: number;
}

/** A moment on the x axis that something happened at. */
export interface ChartMark {
  readonly label: string;
  readonly at: number;
  /** Custom property; muted by default. */
  readonly colour?: string;
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
}

/** A chart that fills the width of its container. */
export function createChart(container: HTMLElement, options: ChartOptions): Chart {
  let levels: readonly Level[] = [];
  let marks: readonly ChartMark[] = [];
  let columns: Columns = [[], ...options.series.map(() => [])];
  let zoomed: readonly [number, number] | null = null;
  const visible = options.series.map(() => true);
  let plot = make();

  container.setAttribute("role", "img");
  new ResizeObserver(() => plot.setSize({ width: container.clientWidth, height: options.height })).observe(
    container,
  );
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    plot.destroy();
    plot = make();
  });

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
        padding: [18, 10, 0, 0],
        legend: { show: false },
        cursor: { drag: { x: options.onZoom !== undefined, y: false }, points: { size: 6 } },
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
          { ...axis, label: options.xLabel, size: 28, values: (_, ticks) => ticks.map(plain) },
          {
            ...axis,
            label: options.yLabel,
            size: 52,
            values: (_, ticks) =>
              ticks.map((tick) => tick === null || (options.log && !isDecade(tick)) ? "" : plain(tick)),
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
            spanGaps: true,
            points: series.dots ? { show: true, size: 5, fill: colour(series.colour) } : { show: false },
          })),
        ],
        hooks: {
          draw: [drawMarks, drawLevels],
          setSelect: [(self) => {
            const [from, to] = [self.select.left, self.select.left + self.select.width];
            if (self.select.width < 4) return;
            zoomTo([self.posToVal(from, "x"), self.posToVal(to, "x")]);
            self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          }],
          ready: [(self) => self.over.addEventListener("dblclick", () => zoomTo(null))],
        },
      },
      columns as UPlot.AlignedData,
      container,
    );
  }

  function zoomTo(range: readonly [number, number] | null): void {
    zoomed = range;
    plot.setData(columns as UPlot.AlignedData);
    options.onZoom?.(range);
  }

  function drawLevels(self: UPlot): void {
    const { ctx, bbox } = self;
    const ratio = devicePixelRatio;
    ctx.save();
    ctx.font = `${11 * ratio}px system-ui, sans-serif`;
    ctx.fillStyle = ctx.strokeStyle = colour("--muted");
    ctx.lineWidth = ratio;
    ctx.setLineDash([2 * ratio, 3 * ratio]);
    const taken: number[] = [];
    for (const { value, label } of levels) {
      const y = Math.round(self.valToPos(value, "y", true));
      if (!(y >= bbox.top && y <= bbox.top + bbox.height)) continue;
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      // a label goes above its line, below where another is there already
      const above = y - 4 * ratio;
      const at = taken.some((other) => Math.abs(other - above) < 12 * ratio) ? y + 12 * ratio : above;
      taken.push(at);
      ctx.textAlign = "right";
      write(ctx, label, bbox.left + bbox.width - 4 * ratio, at);
    }
    ctx.restore();
  }

  function drawMarks(self: UPlot): void {
    const { ctx, bbox } = self;
    const ratio = devicePixelRatio;
    ctx.save();
    ctx.font = `${11 * ratio}px system-ui, sans-serif`;
    ctx.lineWidth = ratio;
    let free = -Infinity;
    for (const { at, label, colour: name = "--muted" } of marks) {
      const x = Math.round(self.valToPos(at, "x", true));
      if (x < bbox.left - 1 || x > bbox.left + bbox.width) continue;
      ctx.strokeStyle = ctx.fillStyle = colour(name);
      ctx.globalAlpha = 0.6;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.globalAlpha = 1;
      if (x < free) continue;
      ctx.textAlign = "left";
      write(ctx, label, x + 4 * ratio, bbox.top - 2 * ratio);
      free = x + ctx.measureText(label).width + 10 * ratio;
    }
    ctx.restore();
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
      zoomed = range;
      plot.setData(columns as UPlot.AlignedData);
    },
    describe: (text) => container.setAttribute("aria-label", text),
  };
}

/** Text with a rim of paper, so that it reads on top of lines. */
function write(ctx: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  ctx.save();
  ctx.setLineDash([]);
  ctx.lineJoin = "round";
  ctx.lineWidth = 4 * devicePixelRatio;
  ctx.strokeStyle = colour("--paper");
  ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
  ctx.restore();
}

/** The value of a custom property. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function isDecade(value: number): boolean {
  return Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9;
}

/** A number as an axis shows it. */
function plain(value: number): string {
  if (value === 0) return "0";
  return Math.abs(value) < 1e-3 || Math.abs(value) >= 1e6
    ? value.toExponential(0)
    : String(Number(value.toPrecision(6)));
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
