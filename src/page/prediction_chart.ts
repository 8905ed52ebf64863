/**
 * What a network answers beside what it heard and what it should answer.
 *
 * @module
 */
/// <reference lib="dom" />
import { type Chart, type ChartOptions, createChart } from "./chart.ts";
import { tellValues } from "./values.ts";

/**
 * A chart of mixture, target and prediction over time, in seconds.
 *
 * @param keys names of the three lines in this order, with places for {@linkcode tellValues}: filled at the cursor
 */
export function createPredictionChart(
  container: HTMLElement,
  keys: HTMLElement,
  { yLabel = "", range }: Partial<Pick<ChartOptions, "yLabel" | "range">> = {},
): Chart {
  return createChart(container, {
    series: [
      { label: "mixture heard", colour: "--faint", width: 0.8 },
      { label: "target", colour: "--ink", width: 1.8 },
      { label: "prediction", colour: "--vermillion", width: 2.2 },
    ],
    height: 200,
    xLabel: "time (s)",
    yLabel,
    range,
    onCursor: (seconds, values) =>
      tellValues(
        keys,
        values.map((value) => seconds === null || value === null ? "" : value.toFixed(2)),
        seconds === null ? "" : `at ${seconds.toFixed(3)} s`,
      ),
  });
}
