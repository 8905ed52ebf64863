import { max, median, min } from "simple-statistics";
import { ofCycles } from "../cycles.ts";
import { asShares, finite, leadingMetric, readingsLike } from "../logged.ts";
import { kindOf } from "../kind.ts";
import type { History, LoggedSeries, Observation, Outcome, Rule } from "../records.ts";
import { leadingReward } from "../rewards.ts";
import { loggedPoints, neighbourMedians, noise, unitOf } from "../series.ts";
import { formatNumber } from "../../text/mod.ts";
import { clear, doesNotApply, found } from "./outcome.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("sinks-and-recovers");

/** What sank deep and came back may do so again, and an end that fell into such a time would be no good one. */
export const sinksAndRecovers: Rule = {
  name: "sinks-and-recovers",
  watches: "the held-out metric that leads; of a policy the reward, beside its KL",
  predicate:
    `after the first ${LIMITS.early} of the run it falls ${LIMITS.sunk} below its best so far, which is hardly surpassed later (a reward: of its rise, after a KL ${LIMITS.leap} times the median and above ${LIMITS.kl}), by ${LIMITS.noises} noises, and comes back up to ${LIMITS.left} of that; a statement`,
  remedy: "Save the best checkpoint as it trains; a lower rate, or clipped updates, keep it from sinking.",
  source: "definition; Schulman et al. 2017, proximal policy optimisation algorithms",
  readsSeries: true,
  refutesQuiet: true,
  check: ofCycles(check),
};

function check({ history }: Observation): Outcome {
  return kindOf(history) === "reinforcement" ? ofReward(history) : ofMetric(history);
}

function ofMetric(history: History): Outcome {
  const metric = leadingMetric(history, "validation", "test");
  if (metric?.better !== "higher" || metric.values.length < LIMITS.fewest) {
    return doesNotApply();
  }
  const shares = asShares(metric.values), sunk = deepest(shares);
  // what was surpassed by far since was a time of learning
  const isDeep = sunk !== undefined && shares[sunk.top] > LIMITS.ofBest * max(shares as number[]) &&
    sunk.depth > Math.max(LIMITS.sunk * shares[sunk.top], LIMITS.noises * noise(shares));
  return isDeep ? told(history, metric, sunk) : clear();
}

/** The reward after an update that went far from the policy that played. */
function ofReward(history: History): Outcome {
  const reward = leadingReward(history);
  const [divergence] = readingsLike(history, /(^|_)(approx_?)?kl(_|$)/);
  if (reward === undefined || divergence === undefined || reward.values.length < LIMITS.fewest) {
    return doesNotApply();
  }
  const { at, values } = loggedPoints(reward), kl = finite(divergence.values), most = max(kl as number[]);
  const leapAt = divergence.at[divergence.values.indexOf(most)];
  const levels = neighbourMedians(values), sunk = deepest(levels);
  const isLeap = most > Math.max(LIMITS.kl, LIMITS.leap * median(kl as number[]));
  const rise = sunk === undefined ? 0 : levels[sunk.top] - min(levels.slice(0, sunk.top + 1) as number[]);
  const isDeep = sunk !== undefined &&
    sunk.depth > Math.max(LIMITS.sunk * rise, LIMITS.noises * noise(values));
  if (!isLeap || !isDeep || leapAt < at[sunk.top] || leapAt > at[sunk.low + 1]) return clear();
  return told(
    history,
    { ...reward, at: at.slice(1), values: levels },
    sunk,
    ` after ${divergence.name} leapt to ${formatNumber(most)} at ${unitOf(history)} ${leapAt}`,
  );
}

function told(history: History, { name, at, values }: LoggedSeries, { top, low }: Sunk, why = ""): Outcome {
  const unit = unitOf(history);
  return found(
    "info",
    `${name} sank from ${formatNumber(values[top])} (${unit} ${at[top]}) to ${
      formatNumber(values[low])
    } (${unit} ${at[low]})${why}, and came back: choose the checkpoint by it`,
    { from: at[top], at: at[low] },
  );
}

/** Indices of the best so far and of the lowest after it, and how deep that lay. */
interface Sunk {
  readonly top: number;
  readonly low: number;
  readonly depth: number;
}

/** The deepest fall below the best so far from which values came back. */
function deepest(values: readonly number[]): Sunk | undefined {
  let top = 0, low = 0, sunk: Sunk | undefined;
  for (let i = 1; i < values.length; i++) {
    if (values[i] < values[low] || low < top) low = i;
    const depth = values[top] - values[low];
    const isBack = values[i] >= values[top] - LIMITS.left * depth && low > top && low < i;
    if (isBack && top >= LIMITS.early * values.length && depth > (sunk?.depth ?? 0)) {
      sunk = { top, low, depth };
    }
    if (values[i] >= values[top]) [top, low] = [i, i];
  }
  return sunk;
}
