import * as Plot from "@observablehq/plot";
import { figure, wholePanel } from "./figure.ts";
import { BACKDROP, COLOURS } from "./theme.ts";

/** Input of {@linkcode weightPicture}. */
export interface WeightPicture {
  /** Rows of weights: to each unit (down) from each unit (across). */
  readonly weights: readonly (readonly number[])[];
  readonly title: string;
  readonly subtitle: string;
}

/** Weights span decades: the fourth root of a weight's share of the largest is its strength in the picture. */
const ROOT = 0.25;

/** A matrix of weights as a picture: colour for the sign, strength for the size, nothing where a weight is zero. */
export function weightPicture({ weights, title, subtitle }: WeightPicture): string {
  const largest = Math.max(...weights.flat().map(Math.abs));
  const cells = weights.flatMap((row, to) => row.map((value, from) => ({ to, from, value })))
    .filter(({ value }) => value !== 0);
  const height = 380;
  return figure({
    title,
    subtitle,
    legend: [
      { label: "positive", colour: COLOURS.vermillion, mark: "square" },
      { label: "negative", colour: COLOURS.blue, mark: "square" },
    ],
    height,
    panels: [{
      ...wholePanel(height, {
        x: { label: "from unit", type: "band", domain: weights[0].map((_, from) => from), padding: 0.06 },
        y: { label: "to unit", type: "band", domain: weights.map((_, to) => to), padding: 0.06 },
        marks: [
          Plot.frame({ stroke: BACKDROP }),
          Plot.cell(cells, {
            x: "from",
            y: "to",
            fill: ({ value }: typeof cells[number]) => value > 0 ? COLOURS.vermillion : COLOURS.blue,
            fillOpacity: ({ value }: typeof cells[number]) => (Math.abs(value) / largest) ** ROOT,
          }),
        ],
        opacity: { type: "identity" },
        color: { type: "identity" },
      }),
      width: 430,
    }],
  });
}
