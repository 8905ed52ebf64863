import { formatPercent } from "../../../text/mod.ts";
import { median } from "simple-statistics";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { finitePoints, laterHalf } from "../../series.ts";
import { clear, explainedVariance, found, notTested, WORKS } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("clipping-always-on");

export const clippingAlwaysOn: Rule = {
  name: "clipping-always-on",
  watches: "share of clipped updates",
  predicate: `over ${formatPercent(LIMITS.share)} in the second half`,
  remedy: "Raise the clip norm to the usual gradient norm, or lower the rate.",
  source: "Pascanu, Mikolov and Bengio 2013, section 3.2",
  check,
};

/** More than 90% of the updates of the second half are clipped: the clip, not the gradient, sets the step. */
function check({ history, evidence }: Observation): Outcome {
  const shares = history.clippedShare === undefined ? [] : finitePoints(history, history.clippedShare).values;
  if (shares.length === 0) return notTested("Record the share of updates whose gradient was clipped.");
  const late = median(laterHalf(shares));
  if (late <= LIMITS.share) return clear({ clippedShare: late });
  const works = (explainedVariance(evidence) ?? 0) >= WORKS;
  return found(works ? "info" : "warning", `${formatPercent(late)} of the updates are clipped`, {
    clippedShare: late,
    ...(history.settings.clipNorm === undefined ? {} : { clipNorm: history.settings.clipNorm }),
  });
}
