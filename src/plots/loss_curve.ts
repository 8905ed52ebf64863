import * as Plot from "@observablehq/plot";
import { figure, type LegendEntry } from "./figure.ts";
import { logScale } from "./axes.ts";
import { levelRule, targetLegend } from "./target.ts";
import { BACKDROP, COLOURS, INK, WIDTH } from "./theme.ts";

/** What a plan expects at one epoch; losses. */
export interface MilestoneBand {
  readonly epoch: number;
  /** Below this the run is on track. */
  readonly expectedBelow: number;
  /** Above this the run is in trouble. */
  readonly redAbove: number;
  /** Below this the run is ahead. */
  readonly greenBelow: number;
}

/** Input of {@linkcode lossCurve}. */
export interface LossCurve {
  /** Running loss of each epoch. */
  readonly runningLoss: readonly number[];
  /** The same as somebody else published it; `null` where no figure was given. */
  readonly published?: readonly (number | null)[];
  readonly milestones?: readonly MilestoneBand[];
  /** The loss that was wanted. */
  readonly target: number;
  /** Epoch, from 1, at which early stopping ended the run. */
  readonly stoppedAt?: number;
  readonly title?: string;
}

/** Running loss over epochs on a logarithmic axis, with the published curve and the plan's alert bands where given. */
export function lossCurve(
  { runningLoss, published = [], milestones = [], target, stoppedAt, title }: LossCurve,
): string {
  const points = runningLoss.map((loss, index) => ({ epoch: index + 1, loss }));
  const overlay = published.flatMap((loss, index) => loss === null ? [] : [{ epoch: index + 1, loss }]);
  const lastEpoch = Math.max(points.length, overlay.at(-1)?.epoch ?? 0, ...milestones.map((m) => m.epoch));
  const domain: [number, number] = [target / 2, Math.max(1, ...runningLoss)];
  const half = Math.max(0.6, lastEpoch / 70);
  const band = (
    low: (m: MilestoneBand) => number,
    high: (m: MilestoneBand) => number,
    fill: string,
    fillOpacity: number,
  ) =>
    Plot.rect(milestones, {
      x1: (m: MilestoneBand) => m.epoch - half,
      x2: (m: MilestoneBand) => m.epoch + half,
      y1: low,
      y2: high,
      fill,
      fillOpacity,
    });
  const legend: LegendEntry[] = [
    { label: "running loss", colour: COLOURS.blue, mark: "line" },
    ...(overlay.length
      ? [{ label: "published run", colour: COLOURS.vermillion, mark: "square" } as const]
      : []),
    ...(milestones.length
      ? [
        { label: "alert", colour: COLOURS.vermillion, mark: "area" } as const,
        { label: "as expected", colour: COLOURS.sky, mark: "area" } as const,
        { label: "ahead of plan", colour: COLOURS.green, mark: "area" } as const,
      ]
      : []),
    targetLegend(target),
  ];
  return figure({
    title: title ?? "Running loss",
    subtitle:
      "Mean over the epoch of the loss before each update, while the weights change: what training prints, not the error of the model.",
    legend,
    height: 340,
    panels: [{
      x: 0,
      y: 0,
      width: WIDTH,
      height: 340,
      plot: {
        x: { label: "epoch", domain: [0, lastEpoch + half], ticks: 10, tickFormat: "d" },
        y: { ...logScale("running loss, MSE", domain), clamp: true },
        marks: [
          Plot.frame({ stroke: BACKDROP }),
          band((m) => m.redAbove, () => domain[1], COLOURS.vermillion, 0.45),
          band((m) => m.greenBelow, (m) => m.expectedBelow, COLOURS.sky, 0.5),
          band(() => domain[0], (m) => m.greenBelow, COLOURS.green, 0.4),
          levelRule(target),
          ...(stoppedAt === undefined ? [] : [
            Plot.ruleX([stoppedAt], { stroke: INK, strokeWidth: 1.5 }),
            Plot.text([stoppedAt], {
              x: (epoch: number) => epoch,
              frameAnchor: "bottom",
              text: () => `early stop, epoch ${stoppedAt}`,
              textAnchor: "end",
              dx: -6,
              dy: -10,
            }),
          ]),
          Plot.lineY(points, { x: "epoch", y: "loss", stroke: COLOURS.blue, strokeWidth: 2.2 }),
          Plot.dot(overlay, { x: "epoch", y: "loss", fill: COLOURS.vermillion, r: 3.6, symbol: "square" }),
        ],
      },
    }],
  });
}
