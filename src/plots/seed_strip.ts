import * as Plot from "@observablehq/plot";
import { formatNumber } from "../text/mod.ts";
import { rangeText } from "./axes.ts";
import { figure, wholePanel } from "./figure.ts";
import { BACKDROP, COLOURS, INK } from "./theme.ts";

/** Input of {@linkcode seedStrip}. */
export interface SeedStrip {
  /** The same training from other initial weights. */
  readonly results: readonly {
    readonly seed: number;
    readonly runningLoss: number;
    readonly testMse: number;
  }[];
  /** Running loss of the run that was reported. */
  readonly published: number;
  /** Test MSE of always answering zero. */
  readonly zeroPredictor: number;
  /** Seed of the run that is told about. */
  readonly shown: number;
}

/** Every seed as a dot: the running loss of its last epoch, and its error on frozen weights. */
export function seedStrip({ results, published, zeroPredictor, shown }: SeedStrip): string {
  const rows = ["running loss, last epoch", "test MSE, frozen weights"];
  const dots = results.flatMap(({ seed, runningLoss, testMse }) => [
    { seed, measure: rows[0], mse: runningLoss },
    { seed, measure: rows[1], mse: testMse },
  ]);
  const top = Math.max(zeroPredictor, published, ...dots.map(({ mse }) => mse)) * 1.05;
  const places = { x: "mse", y: "measure" } as const;
  return figure({
    title: `The same training from ${results.length} seeds`,
    subtitle: `Running loss ${rangeText(results.map(({ runningLoss }) => runningLoss))}; test MSE ${
      rangeText(results.map(({ testMse }) => testMse))
    }.`,
    legend: [
      { label: "one seed", colour: COLOURS.blue, mark: "dot" },
      { label: `seed ${shown}, the run told about`, colour: COLOURS.vermillion, mark: "dot" },
      { label: `published running loss, ${published}`, colour: INK, mark: "square" },
      {
        label: `always answering zero, ${formatNumber(zeroPredictor)}`,
        colour: INK,
        mark: "line",
        dash: "2,4",
      },
    ],
    height: 190,
    panels: [wholePanel(190, {
      marginLeft: 190,
      x: { label: "MSE", domain: [0, top], ticks: 6 },
      y: { label: null, type: "point", domain: rows, padding: 0.6 },
      marks: [
        Plot.frame({ stroke: BACKDROP }),
        Plot.ruleX([zeroPredictor], { stroke: INK, strokeDasharray: "2,4", strokeWidth: 1.5 }),
        Plot.dot(dots, { ...places, fill: COLOURS.blue, fillOpacity: 0.55, r: 5 }),
        Plot.dot(dots.filter(({ seed }) => seed === shown), { ...places, fill: COLOURS.vermillion, r: 5 }),
        Plot.dot([{ measure: rows[0], mse: published }], { ...places, fill: INK, symbol: "square", r: 3 }),
      ],
    })],
  });
}
