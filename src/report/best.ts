/**
 * The figure that runs are compared by.
 *
 * @module
 */
import { indexOfBest } from "../monitor/logged.ts";
import type { History, LoggedSeries } from "../monitor/mod.ts";
import { shownSeries } from "./shown_series.ts";

/** The value of a series at its best, and the place on its axis. */
export interface Best {
  readonly name: string;
  readonly value: number;
  readonly at: number;
  readonly better: "higher" | "lower";
}

/** The best of a series, of which less is better where it does not say. */
export function bestAt(series: LoggedSeries | undefined): Best | undefined {
  const index = series === undefined ? -1 : indexOfBest(series);
  return series === undefined || index < 0 ? undefined : {
    name: series.name,
    value: series.values[index],
    at: series.at[index],
    better: series.better ?? "lower",
  };
}

/** The figure runs are compared by: best held-out loss, else the metric or reward, else the training loss. */
export function bestOf(history: History): Best | undefined {
  const shown = shownSeries(history);
  return bestAt(
    shown.find(({ split }) => split !== "train") ??
      shown.find(({ role }) => role === "reward" || role === "metric") ?? shown[0],
  );
}
