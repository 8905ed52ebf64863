import { median } from "simple-statistics";
import { endLevel, finite, longestOf } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import type { History, Observation, Outcome, Rule } from "../../records.ts";
import { finitePoints, highest, isRising, lowest, noise, scaleFree, trendPValue } from "../../series.ts";
import { isBoosted, isTransformer } from "../../tools.ts";
import { atLine, clear, found } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";
import { formatCount, formatPercent } from "../../../text/mod.ts";

const LIMITS = limitsOf("too-short");

/** One or two points have no shape. */
export const tooShort: Rule = {
  name: "too-short",
  watches: "number of logged points",
  predicate:
    `fewer than ${LIMITS.fewest} of the training loss and of every other measure; or under ${LIMITS.updates} steps of a Hugging Face Trainer, and the loss still falls; or under ${LIMITS.ofTrial} and ${LIMITS.ofEpoch} of an epoch of one; or ${LIMITS.batches} single batches that jump, or under ${LIMITS.updates} whose loss does not fall, and come to no more than ${LIMITS.risen} times what they began with, or ${LIMITS.noises} noises; or under ${LIMITS.warmUp} epochs of a warm-up up to ${LIMITS.nextTo0}, no loss moved`,
  remedy:
    "Three evaluations make a trend: if it is still running, let it; if it is over, train longer or log more often.",
  source: "three points make a trend",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check({ history }: Observation): Outcome {
  const { series = [] } = history;
  const measures = series.filter(({ role }) => !["learning rate", "time", "gradient norm"].includes(role));
  const longest = longestOf({ trainLoss: [], series: measures });
  const broken = series.some(({ role, values }) => role === "loss" && finite(values).length < values.length);
  const updates = history.at?.at(-1) ?? Infinity, losses = finite(history.trainLoss);
  const hasOnlyBegun = isTransformer(history) && history.unit === "step" &&
    updates < LIMITS.updates && losses[losses.length - 1] < losses[0];
  if (hasOnlyBegun && !broken) {
    return running(
      history,
      found("info", `Too short to tell: ${updates} updates`, { points: longest, updates }),
    );
  }
  const part = history.epochsDone ?? 1;
  // what a Trainer stops within its first epoch at so few steps was a trial of the program
  if (isTransformer(history) && !broken && part < LIMITS.ofEpoch && updates < LIMITS.ofTrial) {
    return atLine(
      found("info", `Too short to tell: ${updates} updates, ${formatPercent(part)} of an epoch`, {
        points: longest,
        updates,
      }),
      "Train for a whole epoch, with a schedule as long, and evaluate on held-out rows: so few steps tell that the program runs, and nothing of what it learns.",
    );
  }
  const batches = singleBatches(history);
  if (batches !== undefined && !broken) {
    return running(
      history,
      atLine(
        found("info", `Too short to tell: the losses of ${batches} single batches`, { points: longest }),
        "Train on: one batch differs from the next by its rows. Means over an epoch, or over a hundred steps, and held-out rows would tell.",
      ),
    );
  }
  if (hardlyMoved(history) && !broken) {
    return atLine(
      found("info", `Too short to tell: the learning rate is still in its warm-up, next to 0`, {
        points: longest,
      }),
      "Train on: so small a rate has moved the weights by next to nothing yet, and what the losses differ by are the rows of each epoch.",
    );
  }
  if (longest >= LIMITS.fewest || broken) return clear({ points: longest });
  return running(
    history,
    found("info", `Too short to tell: ${formatCount(longest, "logged point")}`, { points: longest }),
  );
}

/** Batches whose median is a level. */
const FIRST = 5;

/**
 * How many batches a log holds that begins with the first, has each, and ends within the first few dozen: one differs from the next by its rows,
 * and what was gained or lost is less than that; or there are so few that a loss which does not fall had no time to.
 */
function singleBatches(history: History): number | undefined {
  const { values } = finitePoints(history), { at = [] } = history, count = at.length;
  const isOfBatches = (history.unit === "step" || history.counted === "iteration") && !isBoosted(history) &&
    history.heldOutLoss === undefined && kindOf(history) === "supervised";
  if (!isOfBatches || values.length < LIMITS.fewest) return undefined;
  const jumps = noise(scaleFree(values)), risen = Math.max(LIMITS.risen, Math.exp(LIMITS.noises * jumps));
  return count < LIMITS.batches && at[0] <= 1 && at[count - 1] - at[0] === count - 1 &&
      (jumps > LIMITS.jumpy || count < LIMITS.updates && trendPValue(values, "down") > LIMITS.byChance) &&
      endLevel(values) < risen * median(values.slice(0, FIRST))
    ? count
    : undefined;
}

/**
 * Whether a log ends in the first epochs of a warm-up, the training loss without a fall and the held-out loss where it was: steps so small
 * neither teach weights anything nor throw them off.
 */
function hardlyMoved(history: History): boolean {
  const rates = finite(history.learningRate ?? []), held = finite(history.heldOutLoss ?? []);
  const losses = finite(history.trainLoss);
  return history.unit === "epoch" && losses.length < LIMITS.warmUp && rates.length >= LIMITS.fewest &&
    isRising(rates) && rates[rates.length - 1] <= LIMITS.nextTo0 && held.length >= LIMITS.fewest &&
    highest(held) < (1 + LIMITS.stands) * lowest(held) && trendPValue(losses, "down") > LIMITS.byChance;
}

/** Only of what is known to run it can be said that it shall go on. */
function running({ inProgress }: History, outcome: Outcome): Outcome {
  return inProgress ? atLine(outcome, "Let it run until there are three evaluations.") : outcome;
}
