import { median } from "simple-statistics";
import type { Observation, Outcome, Rule } from "../records.ts";
import { lossNames, noise, scaleFree, shapePoints, tail, trendPValue } from "../series.ts";
import { formatNumber, formatPercent } from "../../text/mod.ts";
import { atTheEnd, clear, found, notTested } from "./outcome.ts";
import { isFineTuning } from "./plateau.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("loss-not-decreasing");

export const lossNotDecreasing: Rule = {
  name: "loss-not-decreasing",
  watches: "running loss",
  predicate: `falls by no more than ${formatPercent(LIMITS.fallen)} or ${LIMITS.noises} times its noise (to ${
    formatPercent(LIMITS.surely)
  }), without a trend (p < 0.1%, of a log 1%)`,
  remedy: "Overfit one short stretch first: if that fails the code is wrong, not the recipe.",
  source: "SageMaker Debugger LossNotDecreasing",
  check,
};

/** The running loss ends where it began: down by no more than 2% or twice the noise (never mind the noise from 25% on), without a trend. */
function check({ history }: Observation): Outcome {
  const { values } = shapePoints(history);
  if (values.length < 5) return notTested("It takes 5 epochs with a finite running loss.");
  const scaled = scaleFree(values);
  const start = history.series === undefined ? 1 : Math.max(1, Math.floor(values.length / 20));
  const fallen = median(scaled.slice(0, start)) - median(tail(scaled) as number[]);
  const chance = trendPValue(scaled, "down");
  const facts = { first: values[0], last: median(tail(values) as number[]), trendPValue: chance };
  const moved = fallen > LIMITS.surely || fallen > Math.max(LIMITS.fallen, LIMITS.noises * noise(scaled)) ||
    fallen > 0 && chance < (history.series === undefined ? 0.001 : 0.01);
  if (moved || isFineTuning(history)) return clear(facts);
  // single steps may jump by more than any training gains
  const drowned = history.unit === "step" && noise(scaled) > LIMITS.drowned;
  return found(
    drowned ? "info" : "warning",
    `The ${lossNames(history).running} does not fall: ${formatNumber(facts.first)} at first, ${
      atTheEnd(facts.last, values)
    }`,
    facts,
  );
}
