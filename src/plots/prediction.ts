import * as Plot from "@observablehq/plot";
import { formatNumber } from "../text/mod.ts";
import { amplitudeAxis } from "./axes.ts";
import { figure, type LegendEntry, wholePanel } from "./figure.ts";
import { BACKDROP, COLOURS, INK } from "./theme.ts";

/** One frequency on the test set; all arrays have one entry a sample. */
export interface Prediction {
  readonly hertz: number;
  readonly seconds: readonly number[];
  readonly target: readonly number[];
  readonly output: readonly number[];
  /** S(t), what the network was given. */
  readonly mixture: readonly number[];
  /** Test MSE of this frequency over the whole recording. */
  readonly testMse: number;
}

/** What graph 1 and graph 2 have in common. */
export const PREDICTION_LEGEND: readonly LegendEntry[] = [
  { label: "target", colour: INK, mark: "line" },
  { label: "LSTM output", colour: COLOURS.vermillion, mark: "dot" },
  { label: "noisy mixture S(t)", colour: BACKDROP, mark: "line" },
];

/** The noisy mixture behind, the target as a line, the LSTM's output as dots. */
export function predictionMarks(
  { seconds, target, output, mixture }: Prediction,
  dots = 160,
): Plot.Markish[] {
  const points = (values: readonly number[]) =>
    values.map((value, index) => ({ second: seconds[index], value }));
  // So few that single dots can be told apart.
  const every = Math.max(1, Math.round(seconds.length / dots));
  return [
    Plot.lineY(points(mixture), { x: "second", y: "value", stroke: BACKDROP, strokeWidth: 0.8 }),
    Plot.lineY(points(target), { x: "second", y: "value", stroke: INK, strokeWidth: 2.2 }),
    Plot.dot(points(output).filter((_, index) => index % every === 0), {
      x: "second",
      y: "value",
      fill: COLOURS.vermillion,
      r: 2.6,
    }),
  ];
}

/** Graph 1 of the exercise: one frequency of the test set in a readable stretch. */
export function prediction(record: Prediction): string {
  return figure({
    title: `Graph 1: extracting the ${record.hertz} Hz sine from the noisy mixture`,
    subtitle: `Test set, frozen weights, one sample at a time. MSE over the whole recording: ${
      formatNumber(record.testMse, 3)
    }.`,
    legend: PREDICTION_LEGEND,
    height: 320,
    panels: [wholePanel(320, {
      x: { label: "time (s)" },
      y: amplitudeAxis("amplitude, dimensionless", [-1, -0.5, 0, 0.5, 1]),
      marks: [Plot.frame({ stroke: BACKDROP }), ...predictionMarks(record)],
    })],
  });
}
