/**
 * Stretches in which the loss leaves its best by a clear margin and comes back.
 *
 * @module
 */
import type { History } from "./records.ts";
import { condense, noise, scaleFree, shapePoints } from "./series.ts";

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

/**
 * Excursions of the running loss. One begins with the first entry above the best so far and counts once it gives back half of what had
 * been gained (or doubles the loss), is ten per cent up, and exceeds six times the noise. It is over when less than
 * half of that margin is left, so that one good entry in the middle does not cut it in two.
 */
export function findExcursions(history: History): readonly Excursion[] {
  const points = shapePoints(history);
  // the loss of one batch after the other has lucky ones that no mean comes back to
  const { at, values } = history.unit === "step" ? condense(points, STEPS) : points;
  const scaled = scaleFree(values);
  const guard = Math.max(6 * noise(scaled), Math.log(1.1));
  const excursions: Excursion[] = [];
  let best = 0;
  for (let i = 1; i < scaled.length; i++) {
    if (scaled[i] <= scaled[best]) {
      best = i;
      continue;
    }
    const margin = Math.max(Math.min((scaled[0] - scaled[best]) / 2, Math.log(2)), guard);
    if (scaled[i] - scaled[best] <= margin) continue;
    let end = i, peak = i;
    while (end + 1 < scaled.length && scaled[end + 1] - scaled[best] > margin / 2) {
      end++;
      if (scaled[end] > scaled[peak]) peak = end;
    }
    let start = i;
    while (start - 1 > best && scaled[start - 1] > scaled[best]) start--;
    excursions.push({
      from: at[start],
      to: at[end],
      peak: values[peak],
      peakEpoch: at[peak],
      givenBack: (values[peak] - values[best]) / (values[0] - values[best]),
      entries: end - start + 1,
      over: end + 1 < scaled.length,
    });
    i = end;
  }
  return excursions;
}
