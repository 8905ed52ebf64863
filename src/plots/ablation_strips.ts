import * as Plot from "@observablehq/plot";
import { errorDomain, logScale } from "./axes.ts";
import { figure } from "./figure.ts";
import { targetLegend } from "./target.ts";
import { BACKDROP, COLOURS, INK, WIDTH } from "./theme.ts";

/** Input of {@linkcode ablationStrips}. */
export interface AblationStrips {
  /** One panel a noise preset, one row a way of training, one entry of each list a seed. */
  readonly panels: readonly {
    readonly title: string;
    readonly rows: readonly {
      readonly label: string;
      readonly testMse: readonly number[];
      readonly lateStartMse: readonly number[];
    }[];
  }[];
  readonly target: number;
}

const MEASURES = [
  { key: "testMse", label: "as trained", colour: COLOURS.blue, symbol: "circle", above: -5 },
  { key: "lateStartMse", label: "begun 0.13 s late", colour: COLOURS.vermillion, symbol: "square", above: 5 },
] as const;

/** Every seed of every arm as a dot: its test MSE, and that on a late start. */
export function ablationStrips({ panels, target }: AblationStrips): string {
  const labels = [...new Set(panels.flatMap(({ rows }) => rows.map(({ label }) => label)))];
  const dots = (panel: AblationStrips["panels"][number], key: typeof MEASURES[number]["key"]) =>
    panel.rows.flatMap((row) => row[key].map((mse) => ({ arm: row.label, mse })));
  const all = panels.flatMap((panel) => MEASURES.flatMap(({ key }) => dots(panel, key)));
  const domain = errorDomain([target, ...all.map(({ mse }) => mse)]);
  const met = panels.flatMap(({ rows }) => rows).filter(({ testMse }) => Math.max(...testMse) < target);
  const height = 90 + 34 * labels.length;
  const [first, other] = [WIDTH * 0.42, WIDTH * 0.58 / Math.max(1, panels.length - 1)];
  return figure({
    title: "The curriculum with one thing changed at a time",
    subtitle: `Every seed of ${met.length} of ${
      panels.flatMap(({ rows }) => rows).length
    } rows is below the target as trained.`,
    legend: [
      ...MEASURES.map(({ label, colour, symbol }) => ({
        label: `one seed, ${label}`,
        colour,
        mark: symbol === "square" ? "square" as const : "dot" as const,
      })),
      targetLegend(target),
    ],
    height,
    panels: panels.map((panel, column) => ({
      x: column === 0 ? 0 : first + (column - 1) * other,
      y: 0,
      width: column === 0 ? first : other,
      height,
      title: panel.title,
      plot: {
        marginLeft: column === 0 ? 150 : 14,
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
          Plot.ruleX([target], { stroke: INK, strokeDasharray: "2,4", strokeWidth: 1.5 }),
          ...MEASURES.map(({ key, colour, symbol, above }) =>
            Plot.dot(dots(panel, key), {
              x: "mse",
              y: "arm",
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
