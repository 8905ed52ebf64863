/**
 * Histories that are long in one way or another, as their tools would write them.
 *
 * @module
 */
import { drawNormal } from "../../random/draw.ts";
import { createGenerator } from "../../random/generator.ts";

/** A history as a table. */
export interface LongHistory {
  readonly name: string;
  /** Rows of the table. */
  readonly rows: number;
  readonly columns: readonly string[];
  /** Values of a row, the counter first; `noise` is drawn anew each time that it is asked. */
  readonly row: (at: number, noise: () => number) => readonly number[];
}

/** Held-out losses of one run: a file may name thousands. */
const SETS = 9000;

/** From what a run of forty epochs logs to what nobody looks through. */
export const LONG_HISTORIES: readonly LongHistory[] = [
  classifier("40 epochs", 40),
  classifier("9,000 evaluations", 9000),
  classifier("400,000 evaluations", 400_000),
  {
    name: "400,000 steps, learning rate, gradient norm",
    rows: 400_000,
    columns: ["step", "loss", "lr", "grad_norm"],
    row: (at, noise) => [at, falling(at / 1e5, noise), 1e-3 * (1 - at / 4e5), Math.exp(0.3 * noise())],
  },
  {
    name: "400,000 rewards of episodes",
    rows: 400_000,
    columns: ["episode", "reward"],
    row: (at, noise) => [at, Math.min(100, at / 2000) + 5 * noise()],
  },
  {
    name: "400,000 mean rewards",
    rows: 400_000,
    columns: ["step", "rollout/ep_rew_mean", "train/loss"],
    row: (at, noise) => [10 * at, Math.min(100, at / 2000) + noise(), Math.exp(noise())],
  },
  {
    name: "12 epochs, 9,000 held-out losses",
    rows: 12,
    columns: ["epoch", "train_loss", ...Array.from({ length: SETS }, (_, set) => `val_${set}_loss`)],
    row: (at, noise) => [
      at,
      falling(at, noise),
      ...Array.from({ length: SETS }, () => falling(at, noise) + at / 20),
    ],
  },
];

function classifier(name: string, rows: number): LongHistory {
  return {
    name,
    rows,
    columns: ["epoch", "loss", "val_loss", "accuracy", "val_accuracy"],
    row(at, noise) {
      const loss = falling(4 * at / rows, noise);
      return [at, loss, loss + 0.1 * Math.abs(noise()), 1 - loss / 3, 0.98 - loss / 3];
    },
  };
}

/** A loss after so many of the times in which it falls to a third. */
function falling(times: number, noise: () => number): number {
  return 0.1 + Math.exp(-times) + 0.01 * Math.abs(noise());
}

/** The table as text, from one seed. */
export function tableText({ rows, columns, row }: LongHistory): string {
  const { next } = createGenerator(1), noise = () => drawNormal(next);
  const lines = Array.from({ length: rows }, (_, at) => row(at + 1, noise).map(plain).join(","));
  return `${[columns.join(","), ...lines].join("\n")}\n`;
}

function plain(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(6);
}
