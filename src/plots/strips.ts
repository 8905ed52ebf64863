import * as Plot from "@observablehq/plot";
import { closeDomain, errorDomain, logScale } from "./axes.ts";
import { figure } from "./figure.ts";
import { targetLegend } from "./target.ts";
import { BACKDROP, COLOURS, INK, WIDTH } from "./theme.ts";

/** Input of {@linkcode strips}. */
export interface Strips {
  readonly title: string;
  readonly subtitle: string;
  /** What the two dots of a seed measure. */
  readonly measures: readonly [string, string];
  /** Side by side on one scale; one row a way of training, one entry of each list a seed. */
  readonly panels: readonly {
    readonly title?: string;
    readonly rows: readonly {
      readonly label: string;
      readonly values: readonly [readonly number[], readonly number[]];
    }[];
  }[];
  /** Drawn where there is one. */
  readonly target?: number;
}

const STYLES = [
  { colour: COLOURS.blue, symbol: "circle", mark: "dot", above: -5 },
  { colour: COLOURS.vermillion, symbol: "square", mark: "square", above: 5 },
] as const;

/** Every seed of every way of training as two dots, one a measure. */
export function strips({ title, subtitle, measures, panels, target }: Strips): string {
  const labels = [...new Set(panels.flatMap(({ rows }) => rows.map(({ label }) => label)))];
  const dots = (panel: Strips["panels"][number], measure: number) =>
    panel.rows.flatMap(({ label, values }) => values[measure].map((mse) => ({ label, mse })));
  const errors = panels.flatMap((panel) =>
    measures.flatMap((_, measure) => dots(panel, measure).map(({ mse }) => mse))
  );
  const domain = target === undefined ? closeDomain(errors) : errorDomain([target, ...errors]);
  const height = 90 + 34 * labels.length;
  const margin = 176;
  const inner = (WIDTH - margin) / panels.length;
  return figure({
    title,
    subtitle,
    legend: [
      ...STYLES.map(({ colour, mark }, measure) => ({
        label: `one seed, ${measures[measure]}`,
        colour,
        mark,
      })),
      ...(target === undefined ? [] : [targetLegend(target)]),
    ],
    height,
    panels: panels.map((panel, column) => ({
      x: column === 0 ? 0 : margin + column * inner,
      y: 0,
      width: column === 0 ? margin + inner : inner,
      height,
      title: panel.title,
      plot: {
        marginLeft: column === 0 ? margin : 14,
        marginRight: 10,
        x: logScale("MSE", domain),
        y: {
          type: "point",
          domain: labels,
          label: null,
          padding: 0.6,
          ...(column === 0 ? {} : { axis: null }),
        },
        marks: [
          Plot.frame({ stroke: BACKDROP }),
          Plot.ruleX(target === undefined ? [] : [target], {
            stroke: INK,
            strokeDasharray: "2,4",
            strokeWidth: 1.5,
          }),
          ...STYLES.map(({ colour, symbol, above }, measure) =>
            Plot.dot(dots(panel, measure), {
              x: "mse",
              y: "label",
              dy: above,
              fill: colour,
              fillOpacity: 0.6,
              symbol,
              r: 4,
            })
          ),
        ],
      },
    })),
  });
}
