/**
 * What the network of the run in focus answers, beside its target, and how its state turns.
 *
 * @module
 */
/// <reference lib="dom" />
import { element } from "../../page/dom.ts";
import { createPhasePlane } from "../../page/phase_plane.ts";
import { createPredictionChart } from "../../page/prediction_chart.ts";
import { formatNumber } from "../../text/mod.ts";
import type { NetworkView } from "../network.ts";
import type { RunView } from "../view.ts";

/** See the module. */
export function createNetwork(): { show(view: RunView | undefined): void } {
  const prediction = createPredictionChart(element("prediction"), element("prediction-keys"));
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
