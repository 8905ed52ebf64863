import { mean } from "simple-statistics";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("group-errors-do-not-average");

export const groupErrorsDoNotAverage: Rule = {
  name: "group-errors-do-not-average",
  watches: "errors by group against the total",
  predicate: `the mean of equal groups is over ${formatPercent(LIMITS.apart)} off`,
  remedy: "Measure groups and total in one pass on frozen weights.",
  source: "arithmetic",
  check,
};

/**
 * Errors of equal groups do not average to the reported total: it lies well outside every reading of them.
 * Then at least one of the figures is not what it is said to be.
 */
function check({ history, evidence }: Observation): Outcome {
  const readings = history.withinEpoch;
  const totals = history.trainLoss;
  if (readings !== undefined && readings.length > 1) {
    const low = mean(readings.map((r) => r.low)), high = mean(readings.map((r) => r.high));
    const total = totals.findLast((loss) => loss !== null && Number.isFinite(loss)) ?? undefined;
    if (total === undefined) return notTested("It takes one finite running loss to compare the groups with.");
    const facts = { groupMeanLow: low, groupMeanHigh: high, reportedTotal: total };
    if (total >= (1 - LIMITS.apart) * low && total <= (1 + LIMITS.apart) * high) return clear(facts);
    return found(
      "warning",
      `The groups average to ${formatNumber(low)}-${formatNumber(high)}, not to the reported ${
        formatNumber(total)
      }`,
      facts,
      [speaksFor("measurement", evidence.frozen === undefined ? 2 : 1)],
    );
  }
  const index =
    history.trainLossByGroup?.findLastIndex((row, i) => row !== null && Number.isFinite(totals[i])) ?? -1;
  if (index < 0) return notTested("Record the running loss of each group beside the total.");
  const average = mean([...history.trainLossByGroup![index]!]), total = totals[index]!;
  const facts = { groupMean: average, reportedTotal: total };
  if (Math.abs(average - total) <= LIMITS.apart * Math.abs(total)) return clear(facts);
  return found(
    "warning",
    `The groups average to ${formatNumber(average)}, not to the reported ${formatNumber(total)}`,
    facts,
    [
      speaksFor("measurement", evidence.frozen === undefined ? 2 : 1),
    ],
  );
}
