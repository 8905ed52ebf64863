/**
 * Held-out losses that jump from evaluation to evaluation while training is smooth.
 *
 * @module
 */
import { max } from "simple-statistics";
import { accuracyOf, endLevel, finite } from "../logged.ts";
import { once } from "../once.ts";
import type { History, Outcome } from "../records.ts";
import { isLog, laterHalf, lossNames, lowest, noise, scaleFree, shapePoints } from "../series.ts";
import { formatNumber } from "../../text/mod.ts";
import { found, speaksFor } from "./outcome.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("oscillation");

/** Between what the evaluations jump, where they do. */
export function erraticValidation(history: History): Outcome | undefined {
  if (!isErratic(history)) return undefined;
  const { at, values } = shapePoints(history, history.heldOutLoss), name = lossNames(history).heldOut;
  const shares = accuracyOf(history, "validation", "test");
  const between = (all: readonly number[]) =>
    `between ${formatNumber(lowest(all))} and ${formatNumber(max(all as number[]))}`;
  const outcome = found(
    "warning",
    `Erratic validation: ${name} ${between(values)}${
      shares === undefined ? "" : `, accuracy ${between(shares)}`
    } from one epoch to the next, while training is smooth`,
    {
      series: name,
      from: at[0],
      to: at[at.length - 1],
      relativeNoise: noise(scaleFree(values)),
    },
    [speaksFor("measurement", 2)],
  );
  return { ...outcome, called: "ERRATIC VALIDATION", remedy: EVALUATION };
}

export const EVALUATION =
  "The training is steady, so look at the evaluation: evaluation mode (dropout left on), statistics of batch normalisation (momentum, larger batches), preprocessing of its rows, a held-out set of few rows. Until then the best epoch is best by chance.";

/**
 * Whether the held-out loss of a log jumps by a factor of two while the answers jump too; where no accuracy was logged, or the answers
 * jump in part of the run, by more than the training loss has gained at all. A loss that is small by now may jump by any factor and mean nothing.
 */
export const isErratic = once((history: History): boolean => {
  const { unit, heldOutLoss, trainLoss } = history;
  if (!isLog(history) || unit !== "epoch" || heldOutLoss === undefined) return false;
  const { values } = shapePoints(history, heldOutLoss), own = shapePoints(history).values;
  if (values.length < LIMITS.fewest || own.length < LIMITS.fewest) return false;
  const isSmooth = noise(scaleFree(own)) < LIMITS.jumpyInLogs;
  if (!isSmooth || noise(scaleFree(values)) < LIMITS.erratic) return false;
  const shares = accuracyOf(history, "validation", "test");
  const losses = finite(trainLoss);
  const jumpsBeyondGain = noise(laterHalf(values)) > losses[0] - endLevel(losses);
  if (shares === undefined) return jumpsBeyondGain;
  return answersJump(history) || jumpsBeyondGain && noise(shares) > LIMITS.answersMove;
});

/** Whether the held-out accuracy is another one from evaluation to evaluation in the second half. */
export function answersJump(history: History): boolean {
  const shares = accuracyOf(history, "validation", "test") ?? [];
  return shares.length >= LIMITS.fewest && noise(laterHalf(shares)) > LIMITS.accuracyJumps;
}
