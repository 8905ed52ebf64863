/**
 * Losses that jump from epoch to epoch.
 *
 * @module
 */
import { max, median } from "simple-statistics";
import { finite, hasKept, leadingLoss } from "../logged.ts";
import type { History, Outcome } from "../records.ts";
import {
  isLog,
  lossNames,
  lowest,
  noise,
  scaleFree,
  shapePoints,
  startsWithBlowUp,
  tail,
} from "../series.ts";
import { formatPercent } from "../../text/mod.ts";
import { answersJump, EVALUATION } from "./erratic_validation.ts";
import { found, speaksFor } from "./outcome.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("oscillation");

/** The first of the losses that jumps: by much of itself and of everything gained (the running loss), or by less without having gained twice as much. */
export function jumps(
  history: History,
  { works, isSolved }: { readonly works: boolean; readonly isSolved: boolean },
): Outcome | undefined {
  // what ends as low as it ever was has jumped on its way, and arrived
  const over = hasKept(history, LIMITS.arrived);
  for (const { name, series, limit } of watched(history)) {
    const { at, values } = shapePoints(history, series);
    const jump = jumpiness(history, values, limit);
    if (jump === undefined) continue;
    const isHeldOut = series === history.heldOutLoss;
    // a training that has arrived excuses no answers that are right one time and wrong the next
    const calm = works || over && !(isHeldOut && answersJump(history)) || isSolved && !isHeldOut;
    const outcome = found(
      calm ? "info" : "warning",
      `The ${name} jumps by ${formatPercent(jump)} from one epoch to the next`,
      { series: name, from: at[0], to: at[at.length - 1], relativeNoise: jump },
      calm ? [] : [speaksFor(isHeldOut ? "measurement" : "learning rate", 2)],
    );
    return isHeldOut ? { ...outcome, remedy: EVALUATION } : advised(history, outcome);
  }
  return undefined;
}

/** A held-out set is small: its loss may jump on the way down. */
function watched(history: History) {
  const { trainLoss, heldOutLoss = [] } = history, { running, heldOut } = lossNames(history);
  return [
    {
      name: running,
      series: trainLoss,
      limit: isLog(history) ? LIMITS.jumpyInLogs : LIMITS.jumpy,
    },
    { name: heldOut, series: heldOutLoss, limit: Infinity },
  ];
}

/** Noise relative to the loss where it is too large; logged steps differ by their batches and are left alone. */
function jumpiness(history: History, values: readonly number[], limit: number): number | undefined {
  if (history.unit !== "epoch" || values.length < 8) return undefined;
  const scaled = scaleFree(values).slice(startsWithBlowUp(values) ? 1 : 0);
  const jump = noise(scaled);
  const alone = isLog(history) ? LIMITS.jumpyWithoutGainInLogs : LIMITS.jumpyWithoutGain;
  const most = scaled[0] - lowest(scaled), left = scaled[0] - median(tail(scaled) as number[]);
  return jump > Math.max(limit, LIMITS.ofGain * most) || jump > alone && left < 2 * jump ? jump : undefined;
}

/**
 * Whether a held-out loss jumps from evaluation to evaluation, of a log that holds next to nothing of the training loss: no alarm, for
 * nobody knows then whether the optimiser does it or the rows are few.
 */
export function heldOutJumps(history: History): boolean {
  const held = leadingLoss(history, "validation", "test");
  if (held === undefined || finite(history.trainLoss).length >= LIMITS.fewest) return false;
  const values = finite(held.values);
  return values.length >= LIMITS.fewest && jumpiness(history, values, LIMITS.jumpyInLogs) !== undefined;
}

/** With what is left to try where a lower rate was: the jumps are then of the batches, and not of the steps. */
export function advised(history: History, outcome: Extract<Outcome, { readonly status: "found" }>): Outcome {
  return hasLowerRate(history) ? { ...outcome, remedy: BATCHES } : outcome;
}

const BATCHES =
  "The rate has come down already: clip the gradients, average over larger batches, and look at what the rows of the epochs that jump have in common.";

/** Whether the rate of a log had come far down by its end, where the loss jumps on. */
export function hasLowerRate(history: History): boolean {
  const rates = finite(history.learningRate ?? []);
  return isLog(history) && rates.length > 0 &&
    rates[rates.length - 1] <= LIMITS.rateLeft * max(rates as number[]);
}
