/**
 * What the network of the run in focus answers, beside its target, and how its state turns.
 *
 * @module
 */
/// <reference lib="dom" />
import { createChart } from "../../page/chart.ts";
import { element } from "../../page/dom.ts";
import { createPhasePlane } from "../../page/phase_plane.ts";
import { formatNumber } from "../../text/mod.ts";
import type { NetworkView } from "../network.ts";
import type { RunView } from "../view.ts";

/** See the module. */
export function createNetwork(): { show(view: RunView | undefined): void } {
  const prediction = createChart(element("prediction"), {
    series: [
      { label: "mixture heard", colour: "--faint", width: 0.8 },
      { label: "target", colour: "--ink", width: 1.8 },
      { label: "prediction", colour: "--vermillion", width: 2 },
    ],
    height: 200,
    xLabel: "time (s)",
    yLabel: "",
  });
  const plane = createPhasePlane(element<HTMLCanvasElement>("plane"));
  let shown: NetworkView | undefined;
  return {
    show(view) {
      const network = view?.network;
      element("network").hidden = network === undefined;
      if (network === undefined || network === shown) return;
      shown = network;
      const { hertz, rateHz, seconds, mixture, target, output, mse } = network;
      const told =
        `the ${hertz} Hz sine of the test recording at ${rateHz} Hz, frozen weights: mean squared error ${
          formatNumber(mse)
        } on this stretch`;
      prediction.show([seconds, mixture, target, output]);
      prediction.describe(`Mixture, target and prediction: ${told}.`);
      element("prediction-told").textContent = told;
      plane.show(network.plane, seconds);
      element("plane-told").textContent = `${Math.round(100 * network.plane.share)}% of its variance`;
    },
  };
}
