import { median } from "simple-statistics";
import type { Observation, Outcome } from "../records.ts";
import { finitePoints } from "../series.ts";
import { clear, explainedVariance, found, notTested, WORKS } from "./outcome.ts";

/** More than 90% of the updates of the second half are clipped: the clip, not the gradient, sets the step. */
export function clippingAlwaysOn({ history, evidence }: Observation): Outcome {
  const shares = history.clippedShare === undefined ? [] : finitePoints(history, history.clippedShare).values;
  if (shares.length === 0) return notTested("Record the share of updates whose gradient was clipped.");
  const late = median(shares.slice(Math.floor(shares.length / 2)));
  if (late <= 0.9) return clear({ clippedShare: late });
  const works = (explainedVariance(evidence) ?? 0) >= WORKS;
  return found(works ? "info" : "warning", `${(100 * late).toFixed(0)}% of the updates are clipped`, {
    clippedShare: late,
    ...(history.settings.clipNorm === undefined ? {} : { clipNorm: history.settings.clipNorm }),
  });
}
