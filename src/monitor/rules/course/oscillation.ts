import { ofCycles } from "../../cycles.ts";
import { findExcursions, followsTheRate } from "../../excursions.ts";
import { hasKept } from "../../logged.ts";
import { once } from "../../once.ts";
import { answersAreRight } from "../../refuted.ts";
import type { History, Observation, Outcome, Rule } from "../../records.ts";
import { isLog, lossNames, lowest, shapePoints, unitOf } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { blewUpAndCameBack } from "./back_from_far.ts";
import { erraticValidation } from "../erratic_validation.ts";
import { advised, jumps } from "../jumps.ts";
import { swingsLate } from "./late_swings.ts";
import { notMadeGood } from "./not_made_good.ts";
import { clear, explainedVariance, found, notTested, speaksFor, WORKS } from "../outcome.ts";
import { isFineTuning } from "../ending/plateau.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("oscillation");

export const oscillation: Rule = {
  name: "oscillation",
  watches: "running loss",
  predicate:
    `the running loss leaves its best and comes back (of a log an alarm, too, where it rose to ${LIMITS.high} times its best for ${LIMITS.lasting} entries and no loss or metric has been as good again); or it jumps from epoch to epoch by over ${
      formatPercent(LIMITS.jumpy)
    } of itself and ${formatPercent(LIMITS.ofGain)} of all it gained, or by over ${
      formatPercent(LIMITS.jumpyWithoutGain)
    } without having gained twice as much; or a held-out loss by a factor of two, and accuracy with it, while training is smooth; or the training loss of a log swings by a factor of ${LIMITS.swings} in its last third, ${LIMITS.above} times above its best`,
  remedy:
    "Lower the learning rate or decay it, and clip the gradients; look at what the rows there have in common.",
  source: "AutoTrainer, oscillating loss",
  check: once(ofCycles(check)), // learning-rate-too-high asks the same
};

/** What tells most first: swings at the end, evaluations that jump, a blow-up, jumps from epoch to epoch, times away from the best. */
function check({ history, evidence }: Observation): Outcome {
  if (shapePoints(history).values.length < 5) {
    return notTested("It takes 5 epochs with a finite running loss.");
  }
  const works = (explainedVariance(evidence) ?? 0) >= WORKS;
  // training rows that are all answered right have nothing to lose by a loss that jumps
  const isSolved = answersAreRight(history, "train");
  return (isSolved ? undefined : swingsLate(history)) ?? erraticValidation(history) ??
    (isSolved ? undefined : blewUpAndCameBack(history)) ?? jumps(history, { works, isSolved }) ??
    timesAway(history, works || isSolved);
}

/** How often, and for how long, the running loss left its best and came back; where all is well it costs nothing. */
function timesAway(history: History, isWell: boolean): Outcome {
  const { values } = shapePoints(history);
  const excursions = findExcursions(history).filter((excursion) =>
    excursion.over && !followsTheRate(history, excursion.from)
  );
  if (excursions.length === 0) return clear();
  const longest = excursions.reduce((a, b) => b.entries > a.entries ? b : a);
  const cost = isWell ? undefined : notMadeGood(history, longest);
  if (cost !== undefined) return advised(history, cost);
  // of a loss that is small by now a factor is little
  const material = excursions.filter(({ givenBack }) => givenBack > LIMITS.material);
  const counted = isLog(history) ? material : excursions;
  const away = counted.reduce((sum, { entries }) => sum + entries, 0) / values.length;
  // what ends as low as it ever was has jumped on its way, and arrived
  const isOften = counted.length >= LIMITS.excursions && !hasKept(history, LIMITS.arrived);
  const isLong = away >= LIMITS.mostlyAway || away >= LIMITS.away && !hasKept(history, LIMITS.keptGain);
  // of what was trained before there is little to give back, and held-out rows that are answered best at the end lost nothing by it
  const gainsLittle = lowest(values) > (1 - LIMITS.fineTuned) * values[0];
  const harmed = history.heldOutLoss === undefined || !gainsLittle || !isFineTuning(history);
  const serious = !isWell && material.length > 0 && harmed && (isOften || isLong);
  const { from, to, peak, peakEpoch } = longest;
  const outcome = found(
    serious ? "warning" : "info",
    `The ${lossNames(history).running} leaves its best and comes back: ${
      unitOf(history)
    }s ${from}-${to}, up to ${formatNumber(peak)}${
      counted.length > 1 ? ` (the longest of ${counted.length})` : ""
    }`,
    {
      from,
      to,
      peak,
      peakEpoch,
      excursions: excursions.length,
      spans: excursions.slice(0, 5).map(({ from, to }) => from === to ? `${from}` : `${from}-${to}`).join(
        ", ",
      ),
      shareOfEpochsAway: away,
    },
    serious ? [speaksFor("learning rate", 1)] : [],
  );
  return advised(history, outcome);
}
