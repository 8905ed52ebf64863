import * as Plot from "@observablehq/plot";
import { formatNumber } from "../text/mod.ts";
import { amplitudeAxis } from "./axes.ts";
import { figure } from "./figure.ts";
import { type Prediction, PREDICTION_LEGEND, predictionMarks } from "./prediction.ts";
import { BACKDROP, WIDTH } from "./theme.ts";

/** Graph 2 of the exercise: all frequencies of the test set in a grid of two columns. */
export function predictionGrid(records: readonly Prediction[]): string {
  const [width, height] = [WIDTH / 2, 236];
  return figure({
    title: "Graph 2: extracting each of the four sines",
    subtitle:
      "Test set, frozen weights, one sample at a time; one network, told by the selector which sine to return.",
    legend: PREDICTION_LEGEND,
    height: Math.ceil(records.length / 2) * height,
    panels: records.map((record, index) => ({
      x: (index % 2) * width,
      y: Math.floor(index / 2) * height,
      width,
      height,
      title: `${record.hertz} Hz, test MSE ${formatNumber(record.testMse, 3)}`,
      plot: {
        marginLeft: 48,
        x: { label: "time (s)", ticks: 5 },
        y: amplitudeAxis("amplitude", [-1, 0, 1]),
        marks: [Plot.frame({ stroke: BACKDROP }), ...predictionMarks(record, 80)],
      },
    })),
  });
}
