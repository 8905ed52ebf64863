import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, found, notTested, speaksAgainst, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("lanes-hide-state");

export const lanesHideState: Rule = {
  name: "lanes-hide-state",
  watches: "one network evaluated as batch lanes and sample by sample",
  predicate: `lanes look ${LIMITS.times} times as good`,
  remedy: "Lay lanes along time, one stretch of the recording each, and report the sample-by-sample error.",
  source: "measured on published solutions of this exercise",
  check,
};

/** Fed as batch lanes the frozen network looks much better than fed one sample at a time in time order. */
function check({ evidence: { protocols, targetVariance } }: Observation): Outcome {
  if (protocols === undefined) {
    return notTested(
      "Evaluate the same weights twice: rows as batch lanes, and one sample at a time in time order.",
    );
  }
  const { lanesMse, sequentialMse } = protocols;
  const matters = sequentialMse - lanesMse > LIMITS.material * (targetVariance ?? sequentialMse);
  if (!(sequentialMse > LIMITS.times * lanesMse && matters)) {
    return clear({ lanesMse, sequentialMse }, [speaksAgainst("measurement", 1)]);
  }
  return found(
    "critical",
    `Batch lanes hide the state: ${formatNumber(lanesMse)} as lanes, ${
      formatNumber(sequentialMse)
    } one sample at a time`,
    { lanesMse, sequentialMse },
    [speaksFor("measurement", 3)],
  );
}
