import { median } from "simple-statistics";
import { isUnprobed, kindOf } from "../../kind.ts";
import { asShares, finite, leadingMetric } from "../../logged.ts";
import type { History, Observation, Outcome, Rule } from "../../records.ts";
import {
  epochOf,
  highest,
  isLog,
  lossNames,
  lowest,
  noise,
  scaleFree,
  shapePoints,
  tail,
  trendPValue,
} from "../../series.ts";
import { formatChange, formatNumber, formatPercent } from "../../../text/mod.ts";
import { isBoosted, isTransformer } from "../../tools.ts";
import { atTheEnd, clear, found, notTested } from "../outcome.ts";
import { isFineTuning } from "../ending/plateau.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("loss-not-decreasing");

export const lossNotDecreasing: Rule = {
  name: "loss-not-decreasing",
  watches: "running loss",
  predicate: `falls by no more than ${formatPercent(LIMITS.fallen)} or ${LIMITS.noises} times its noise (to ${
    formatPercent(LIMITS.surely)
  }), without a trend (p < ${formatPercent(LIMITS.byChance)}, of a log ${
    formatPercent(LIMITS.byChanceInLogs)
  }); of a log with no other measure by ${formatPercent(LIMITS.barely)} in ${LIMITS.dozens} epochs and more`,
  remedy: "Overfit one short stretch first: if that fails the code is wrong, not the recipe.",
  source: "SageMaker Debugger LossNotDecreasing",
  check,
};

/** The running loss ends where it began: down by next to nothing or within its noise (never mind the noise of a large fall), without a trend. */
function check({ history }: Observation): Outcome {
  const { values } = shapePoints(history), frozen = heldOutFrozen(history);
  if (frozen !== undefined) return frozen;
  const barely = barelyMoved(history);
  if (barely !== undefined) return barely;
  if (values.length < 5) return notTested("It takes 5 epochs with a finite running loss.");
  const scaled = scaleFree(values);
  const start = isLog(history) ? Math.max(1, Math.floor(values.length / 20)) : 1;
  const fallen = median(scaled.slice(0, start)) - median(tail(scaled) as number[]);
  const chance = trendPValue(scaled, "down");
  const facts = {
    first: median(values.slice(0, start)),
    last: median(tail(values) as number[]),
    trendPValue: chance,
  };
  const moved = fallen > LIMITS.surely || fallen > Math.max(LIMITS.fallen, LIMITS.noises * noise(scaled)) ||
    fallen > 0 && chance < (isLog(history) ? LIMITS.byChanceInLogs : LIMITS.byChance);
  if (moved || isFineTuning(history) || isTrainedBefore(history)) return clear(facts);
  // single steps may jump by more than any training gains
  const drowned = history.unit === "step" && noise(scaled) > LIMITS.drowned;
  const outcome = found(
    drowned ? "info" : "warning",
    `The ${lossNames(history).running} does not fall: ${start > 1 ? "about " : ""}${
      formatNumber(facts.first)
    } at first${start > 1 ? ` (median of ${start})` : ""}, ${atTheEnd(facts.last, values)}`,
    facts,
  );
  return isLog(history) ? { ...outcome, remedy: drowned ? MEANS : ONE_BATCH } : outcome;
}

/**
 * A held-out loss of a log that is one number to the last of many digits, or moves by no more than the rounding of sums in single precision,
 * beside a training loss that is none the lower, or none at all: no update reaches the answers.
 */
function heldOutFrozen(history: History): Outcome | undefined {
  const held = finite(history.heldOutLoss ?? []), own = finite(history.trainLoss), [first] = held;
  const low = lowest(held), high = highest(held);
  const isOne = held.length >= LIMITS.frozen && high - low <= LIMITS.rounding * Math.abs(first);
  const isMeasured = isOne && Number(first.toPrecision(LIMITS.digits)) !== first;
  const falls = own.length > 0 && (own.length < LIMITS.frozen || own[own.length - 1] < own[0]);
  if (!isLog(history) || !isMeasured || falls) return undefined;
  const { heldOut, running } = lossNames(history);
  const stands = low === high
    ? `is ${formatNumber(first)} to the last digit in all ${held.length} evaluations`
    : `moves by ${formatNumber(high - low, 1)} of ${
      formatNumber(first)
    } in ${held.length} evaluations, which is rounding`;
  const beside = own.length === 0
    ? ""
    : `, and the ${running} does not fall (${formatNumber(own[0])} -> ${formatNumber(own[own.length - 1])})`;
  return {
    ...found("warning", `The ${heldOut} ${stands}${beside}: the answers never change`, {
      first,
      last: (own.length === 0 ? held : own).at(-1)!,
      frozen: true,
    }),
    remedy: high === low ? ONE_BATCH : REACHED,
  };
}

/**
 * The only measure of a log, a loss that has moved by next to nothing in dozens of epochs, however steadily: a training that works takes off
 * more. A Trainer's few losses are means over all steps between them, so that the first of them tells of the first epochs.
 */
function barelyMoved(history: History): Outcome | undefined {
  const { values } = shapePoints(history), { series = [], at = [1] } = history;
  const isAlone = series.every(({ role, split }) =>
    !/loss|metric|reward/.test(role) || role === "loss" && split === "train"
  );
  const isFromTheStart = history.stageStarts === undefined && (isTransformer(history) || at[0] <= 1);
  const isError = kindOf(history) === "supervised" && !isUnprobed(history) && !isBoosted(history);
  const span = epochOf(history, history.trainLoss.length - 1);
  const isLong = history.unit === "epoch" && span >= LIMITS.dozens && values.length >= LIMITS.entries;
  if (!isLog(history) || !isLong || !isAlone || !isFromTheStart || !isError) return undefined;
  const [first] = values, moved = 1 - lowest(values) / first, risen = highest(values) / first - 1;
  if (!(lowest(values) > 0 && Math.max(moved, risen) < LIMITS.barely)) return undefined;
  return {
    ...found(
      "warning",
      `The ${lossNames(history).running} has moved by no more than ${
        formatChange(Math.max(moved, risen))
      } in ${span} epochs: either a large part of it is a constant, or next to nothing was learned since the first value`,
      { first, last: values[values.length - 1], moved },
    ),
    called: "HARDLY ANYTHING LEARNED",
    remedy: ONE_BATCH,
  };
}

/** What keeps every update from the answers. */
const REACHED =
  "Look whether anything reaches the weights: a rate of 0, layers that are frozen or not handed to the optimiser, gradients of 0 (an output activation that is saturated), targets far beyond what the output gives. Then fit one batch of 32 for 200 steps.";

/**
 * Whether masks and boxes of held-out rows were found from the first evaluation on, which no guess does, or the loss begins far below
 * that of earlier runs in the same file: the weights come from another training.
 */
export function isTrainedBefore(history: History): boolean {
  const { lossBefore = NaN } = history, [first] = finite(history.trainLoss);
  if (first <= LIMITS.begun * lossBefore) return true;
  const metric = leadingMetric(history, "validation", "test");
  return isLog(history) && metric !== undefined && FOUND.test(metric.name.toLowerCase()) &&
    asShares(metric.values)[0] > LIMITS.found;
}

/** Measures of which guessing has next to nothing. */
const FOUND = /iou|dice|map/;

/** What shows a gain that is less than what one batch differs from the next by. */
const MEANS =
  "Log the mean over an epoch, or over a hundred steps, and evaluate held-out rows: one batch differs from the next by more than was gained, so that these losses show no trend.";
/** What tells a fault of the program from one of the recipe. */
const ONE_BATCH =
  "Fit one batch of 32 for 200 steps: if that fails, look at labels, loss and frozen layers; if it works, it is the rate (too low, too high, still warming up), the data or the model.";
