/**
 * What is written over the lines of a chart: levels along it, moments across it.
 *
 * @module
 */
/// <reference lib="dom" />
import type UPlot from "uplot";
import { colour } from "./dom.ts";

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
  /** Its label stands at the foot of the plot instead of above it. */
  readonly isLow?: boolean;
  /** Where its label has no room it is written behind that of the mark before; else it is left out. */
  readonly joins?: boolean;
}

/** Draws the levels, each with its name at the right. */
export function drawLevels(plot: UPlot, levels: readonly Level[]): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `${11 * ratio}px system-ui, sans-serif`;
  ctx.fillStyle = ctx.strokeStyle = colour("--muted");
  ctx.lineWidth = ratio;
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  const taken: number[] = [];
  for (const { value, label } of levels) {
    const y = Math.round(plot.valToPos(value, "y", true));
    if (!(y >= bbox.top && y <= bbox.top + bbox.height)) continue;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    // a label goes above its line; below where another is there already, or the names of moments above the plot
    const above = y - 4 * ratio;
    const isTaken = above - 9 * ratio < bbox.top ||
      taken.some((other) => Math.abs(other - above) < 12 * ratio);
    const at = isTaken ? y + 12 * ratio : above;
    taken.push(at);
    ctx.textAlign = "right";
    write(ctx, label, bbox.left + bbox.width - 4 * ratio, at);
  }
  ctx.restore();
}

/** What is written above or at the foot of a plot, from the left on. */
interface Label {
  readonly text: string;
  readonly left: number;
  readonly colour: string;
}

/** Draws the moments, in order, each with its name above or at the foot, as far as there is room. */
export function drawMarks(plot: UPlot, marks: readonly ChartMark[]): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `${11 * ratio}px system-ui, sans-serif`;
  ctx.lineWidth = ratio;
  const rows: Readonly<Record<"high" | "low", Label[]>> = { high: [], low: [] };
  for (const { at, label, colour: name = "--muted", isLow, joins } of marks) {
    const x = Math.round(plot.valToPos(at, "x", true));
    if (x < bbox.left - 1 || x > bbox.left + bbox.width) continue;
    ctx.strokeStyle = ctx.fillStyle = colour(name);
    ctx.globalAlpha = 0.6;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.globalAlpha = 1;
    if (label === "") continue;
    const row = rows[isLow ? "low" : "high"], before = row.at(-1);
    const left = (text: string, wanted: number) =>
      Math.min(wanted, bbox.left + bbox.width + 6 * ratio - ctx.measureText(text).width);
    const free = before === undefined
      ? -Infinity
      : before.left + ctx.measureText(before.text).width + 6 * ratio;
    const own = left(label, x + 4 * ratio);
    if (own >= free) row.push({ text: label, left: own, colour: name });
    else if (joins && before !== undefined) {
      const text = `${before.text}, ${label}`;
      const both = before.colour === name ? name : "--ink";
      row.splice(-1, 1, { text, left: left(text, before.left), colour: both });
    }
  }
  ctx.textAlign = "left";
  for (
    const [row, y] of [["high", bbox.top - 2 * ratio], ["low", bbox.top + bbox.height - 5 * ratio]] as const
  ) {
    for (const { text, left, colour: name } of rows[row]) {
      ctx.fillStyle = colour(name);
      write(ctx, text, left, y);
    }
  }
  ctx.restore();
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
