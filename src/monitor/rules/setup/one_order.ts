/**
 * Whether the losses of batches jump at the same places of every epoch: rows of another kind begin there, each time anew.
 *
 * @module
 */
import { mean, sampleCorrelation } from "simple-statistics";
import { endLevel, finite, leadingLoss } from "../../logged.ts";
import type { History } from "../../records.ts";
import { firstFrom, loggedPoints, lowest } from "../../series.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("not-shuffled");

/** What comes round in the same order. */
export interface Order {
  readonly epochs: number;
  /** Jumps of the loss within an epoch. */
  readonly jumps: number;
}

/** The jumps that come again at their places, where held-out rows cost far more than those of training or gain nothing. */
export function oneOrder(history: History): Order | undefined {
  const epochs = epochsOf(history), held = finite(history.heldOutLoss ?? []);
  if (epochs.length < LIMITS.epochs || held.length < LIMITS.epochs) return undefined;
  const steps = epochs.map((losses) => losses.slice(1).map((loss, i) => Math.log(loss / losses[i])));
  const isAlike = steps.slice(1).every((own, i) => sampleCorrelation(own, steps[i]) > LIMITS.alike);
  const jumps = steps[0].filter((_, i) => mean(steps.map((own) => own[i])) > Math.log(LIMITS.jump)).length;
  const level = mean(epochs[epochs.length - 1]);
  const isPoor = endLevel(held) > LIMITS.stays * level && endLevel(held) > (1 - LIMITS.heldFallen) * held[0];
  return isAlike && jumps >= LIMITS.jumps && isPoor ? { epochs: epochs.length, jumps } : undefined;
}

/** The training losses of each epoch but the first, which falls by itself, as many of each. */
function epochsOf(history: History): readonly (readonly number[])[] {
  const loss = leadingLoss(history, "train");
  if (loss === undefined) return [];
  const { at, values } = loggedPoints(loss);
  const starts = history.unit === "epoch"
    ? at.flatMap((place, i) => i === 0 || place !== at[i - 1] ? [i] : [])
    : (history.epochStarts ?? []).map((start) => firstFrom(at, start));
  const all = starts.map((from, i) => values.slice(from, starts[i + 1] ?? values.length)).slice(1);
  const count = lowest(all.map(({ length }) => length));
  const isWhole = all.every((losses) => losses.length <= count + 1 && losses.every((value) => value > 0));
  return all.length > 0 && count >= LIMITS.losses && isWhole
    ? all.map((losses) => losses.slice(0, count))
    : [];
}
