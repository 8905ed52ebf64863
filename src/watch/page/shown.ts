/**
 * What the charts show.
 *
 * @module
 */
import type { ChartSeries } from "../../page/chart.ts";
import type { Line } from "../panels.ts";
import type { Points } from "../thin.ts";
import type { RunView } from "../view.ts";
import type { Look } from "./look.ts";

/** What is shown together. */
export interface Shown {
  /** Those that are not hidden, each with its place among all. */
  readonly runs: readonly { readonly view: RunView; readonly index: number }[];
  readonly focus: RunView | undefined;
  readonly look: Look;
}

/** A line as it is drawn: whose it is, and how it looks. */
export interface DrawnLine {
  readonly run: RunView;
  readonly line: Line;
  /** The line's own, or smoothed. */
  readonly points: Points;
  readonly series: ChartSeries;
}
