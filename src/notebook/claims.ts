/**
 * The checkable claims of the report in `data/original_runs/quick_summary.txt`, each beside what it comes to when it is
 * computed or measured.
 *
 * @module
 */
import { parameterCount } from "../model/mod.ts";
import type { Cell } from "./table.ts";

/** What the claims are held against. */
export interface ClaimFacts {
  /** Published running losses; `null` where no figure was given. */
  readonly published: readonly (number | null)[];
  /** Test MSE of the reproduced network on frozen weights. */
  readonly frozenMse: number;
  /** Test MSE of always answering zero. */
  readonly zeroMse: number;
  /** A network whose weights were written down. */
  readonly constructed: { readonly units: number; readonly testMse: number };
  /** Share of updates that were clipped, mean over the epochs. */
  readonly clippedShare: number;
}

/** One claim; `holds` is "yes" or "no", or "in part" with the reason in `found`. */
export interface Claim extends Readonly<Record<string, Cell>> {
  readonly claim: string;
  readonly reported: string;
  readonly found: string;
  readonly holds: "yes" | "no" | "in part";
}

/** The report's readings of the loss by frequency, 1, 3, 5 and 7 Hz. */
const REPORTED_BY_FREQUENCY: readonly number[] = [0.00008, 0.08, 0.15, 0.30];

/** Holds every claim against the facts. */
export function auditClaims(
  { published, frozenMse, zeroMse, constructed, clippedShare }: ClaimFacts,
): Claim[] {
  const losses = published.filter((loss) => loss !== null);
  const [first, last, best] = [losses[0], losses[losses.length - 1], Math.min(...losses)];
  const mean = REPORTED_BY_FREQUENCY.reduce((sum, mse) => sum + mse) / REPORTED_BY_FREQUENCY.length;
  const ratio = (index: number) => Math.round(REPORTED_BY_FREQUENCY[index] / REPORTED_BY_FREQUENCY[0]);
  const size = (hiddenSize: number, biases: 1 | 2) => parameterCount({ inputSize: 5, hiddenSize, biases });
  const check = (claim: string, reported: string, found: string, holds: Claim["holds"]): Claim => ({
    claim,
    reported,
    found,
    holds,
  });
  return [
    check(
      "loss fell since epoch 1",
      "9.5 %",
      `${(100 * (first - last) / first).toFixed(1)} % (running loss)`,
      "in part",
    ),
    check(
      "factor above the target",
      "36.5",
      `${(best / 0.01).toFixed(1)} by the best running loss; ${
        (frozenMse / 0.01).toFixed(1)
      } by the test MSE`,
      "in part",
    ),
    check(
      "early stopping was due",
      "epoch 58",
      `best epoch ${published.indexOf(best) + 1} + patience 15 = ${published.indexOf(best) + 16}`,
      "yes",
    ),
    check("parameters at 64 units", "18,241", size(64, 2).toLocaleString("en"), "yes"),
    check(
      "parameters at 128 units",
      "68,481",
      `${size(128, 2).toLocaleString("en")}, or ${size(128, 1).toLocaleString("en")} with one bias vector`,
      "no",
    ),
    check("3 Hz is worse than 1 Hz by", "40x", `0.08 / 0.00008 = ${ratio(1)}x`, "no"),
    check("5 Hz is worse than 1 Hz by", "125x", `0.15 / 0.00008 = ${ratio(2)}x`, "no"),
    check("7 Hz is worse than 1 Hz by", "500x", `0.30 / 0.00008 = ${ratio(3)}x`, "no"),
    check(
      "loss by frequency adds up",
      String(last),
      `the mean of the four readings is ${mean.toFixed(4)}`,
      "no",
    ),
    check(
      "the model is learning",
      "0.413 to 0.365",
      `frozen: ${frozenMse.toFixed(3)}; answering zero: ${zeroMse.toFixed(3)}`,
      "no",
    ),
    check(
      "clipping only guards",
      "no explosions",
      `${(100 * clippedShare).toFixed(0)} % of all updates are clipped`,
      "in part",
    ),
    check(
      "64 units cannot represent four sines",
      "90 % sure",
      `${constructed.units} units with weights written down: ${constructed.testMse.toExponential(1)}`,
      "no",
    ),
  ];
}
