import { median } from "simple-statistics";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { isLog, shapePoints, theilSenSlope, trendPValue } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, doesNotApply, found, notTested } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("epoch-time-drift");

export const epochTimeDrift: Rule = {
  name: "epoch-time-drift",
  watches: "seconds of each epoch",
  predicate: `rise by ${formatPercent(LIMITS.drift)} of their median, p < ${formatPercent(LIMITS.byChance)}`,
  remedy: "Look for what grows: kept states, logged tensors, a warm machine.",
  source: "Mann-Kendall trend test",
  check,
};

/**
 * Epochs take longer and longer: over the run (its last stage), more consistently than
 * chance. It costs time and not accuracy, so it is no alarm.
 */
function check({ history }: Observation): Outcome {
  // what others log as time is that of a batch, or since the start
  if (isLog(history)) return doesNotApply();
  if (history.epochSeconds === undefined) return notTested("Record the seconds of each epoch.");
  const seconds = shapePoints(history, history.epochSeconds).values as number[];
  if (seconds.length < 6) return notTested("It takes the seconds of 6 epochs.");
  const third = Math.floor(seconds.length / 3);
  const [early, late] = [median(seconds.slice(0, third)), median(seconds.slice(-third))];
  const drift = theilSenSlope(seconds) * (seconds.length - 1);
  const facts = {
    earlySeconds: early,
    lateSeconds: late,
    driftSeconds: drift,
    trendPValue: trendPValue(seconds, "up"),
  };
  if (!(drift > LIMITS.drift * median(seconds) && facts.trendPValue < LIMITS.byChance)) return clear(facts);
  const title = `Epochs slow down: from ${formatNumber(early)} s in the first third to ${
    formatNumber(late)
  } s in the last`;
  return found("info", title, facts, [], 1 - facts.trendPValue);
}
