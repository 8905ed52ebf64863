/**
 * Stretches in which the loss leaves its best by a clear margin and comes back.
 *
 * @module
 */
import { median } from "simple-statistics";
import type { History } from "./records.ts";
import { condense, firstFrom, laterHalf, noise, type Points, scaleFree, shapePoints } from "./series.ts";
import { limitsOf } from "./thresholds.ts";

const LIMITS = limitsOf("excursion");

/** One stretch away from the best loss so far. */
export interface Excursion {
  /** First and last epoch above the best so far. */
  readonly from: number;
  readonly to: number;
  readonly peak: number;
  readonly peakEpoch: number;
  /** Rise of the loss to the peak over all that had been gained before; infinite when nothing had. */
  readonly givenBack: number;
  /** Measured entries in it. */
  readonly entries: number;
  /** Whether the loss came back before the history ended. */
  readonly over: boolean;
}

/** Points to which the losses of single steps are averaged. */
const STEPS = 100;

/** The running loss with the losses of single steps averaged: those have lucky ones that no mean comes back to. */
export function steadyPoints(history: History): Points {
  const points = shapePoints(history);
  return history.unit === "step" ? condense(points, STEPS) : points;
}

/**
 * Levels that a series has held: of a hundred entries or more the median of the last fiftieth of them up to each, so that one
 * entry far below its neighbours is no best that the others left.
 */
function heldLevels(values: readonly number[]): readonly number[] {
  const width = 2 * Math.floor(values.length / 100) + 1;
  return width === 1
    ? values
    : values.map((_, i) => median(values.slice(Math.max(0, i + 1 - width), i + 1) as number[]));
}

/** Whether the learning rate was raised just before: a warm restart is meant to leave the best. */
export function followsTheRate({ learningRate = [], at }: History, from: number): boolean {
  const index = at === undefined ? from - 1 : firstFrom(at, from);
  return [index - 1, index, index + 1].some((i) =>
    (learningRate[i] ?? NaN) > LIMITS.raised * (learningRate[i - 1] ?? NaN)
  );
}

/**
 * What an entry differs from its neighbours by. Losses of single batches scatter the more, as a factor, the lower they have come: a smooth
 * descent says nothing of the level after it, and that of the later half counts where it is larger.
 */
function scatterOf({ unit }: History, scaled: readonly number[]): number {
  return unit === "step" ? Math.max(noise(scaled), noise(laterHalf(scaled))) : noise(scaled);
}

/**
 * Excursions of the running loss. One begins with the first entry above the best so far and counts once it gives back a good
 * part of what had been gained (or rises by a factor), and clearly more than noise does. It is over when less than
 * half of that margin is left, so that one good entry in the middle does not cut it in two.
 */
export function findExcursions(history: History): readonly Excursion[] {
  const { at, values } = steadyPoints(history);
  const scaled = scaleFree(values);
  const guard = Math.max(LIMITS.noises * scatterOf(history, scaled), Math.log(1 + LIMITS.rise));
  const held = heldLevels(scaled), heldValues = heldLevels(values);
  const excursions: Excursion[] = [];
  let best = 0;
  for (let i = 1; i < scaled.length; i++) {
    if (held[i] <= held[best]) {
      best = i;
      continue;
    }
    const margin = Math.max(
      Math.min(LIMITS.givenBack * (scaled[0] - held[best]), Math.log(LIMITS.times)),
      guard,
    );
    if (scaled[i] - held[best] <= margin) continue;
    let end = i, peak = i;
    while (end + 1 < scaled.length && scaled[end + 1] - held[best] > margin / 2) {
      end++;
      if (scaled[end] > scaled[peak]) peak = end;
    }
    let start = i;
    while (start - 1 > best && scaled[start - 1] > held[best]) start--;
    excursions.push({
      from: at[start],
      to: at[end],
      peak: values[peak],
      peakEpoch: at[peak],
      givenBack: (values[peak] - heldValues[best]) / (values[0] - heldValues[best]),
      entries: end - start + 1,
      over: end + 1 < scaled.length,
    });
    i = end;
  }
  return excursions;
}
