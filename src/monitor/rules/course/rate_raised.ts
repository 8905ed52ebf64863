import { median } from "simple-statistics";
import { cyclesOf } from "../../cycles.ts";
import { kindOf } from "../../kind.ts";
import type { History, Observation, Outcome, Rule, Series } from "../../records.ts";
import { epochOf, lossNames, lowest, unitOf } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, doesNotApply, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("rate-raised");

/** Where both losses leave their level as the rate is raised, and stay above it, the rate is what broke them. */
export const rateRaised: Rule = {
  name: "rate-raised",
  watches: "learning rate, training loss, held-out loss",
  predicate:
    `after ${LIMITS.before} entries or more without a rise the rate is raised ${LIMITS.raised} times, once; since then, ${LIMITS.since} entries or more, neither loss was as low as before, and the held-out one (without one the training loss) stands ${LIMITS.worse} times as high`,
  remedy:
    "Go on from the checkpoint before it, at the rate it had or a lower one. To try a higher one, begin anew with it, warmed up.",
  source: "definition; Smith 2017, learning-rate range test",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check({ history }: Observation): Outcome {
  if (kindOf(history) !== "supervised") return doesNotApply();
  const index = raisedAt(history);
  if (index === undefined) return notTested("Log a rate that is raised once, with the losses.");
  const train = around(history.trainLoss, index), held = around(history.heldOutLoss ?? [], index);
  const { before, since } = held.before.length < LIMITS.since ? train : held;
  if (Math.min(before.length, since.length) < LIMITS.since) return clear();
  const isWorse = lowest(since) > lowest(before) && lowest(train.since) > lowest(train.before) &&
    median(since) > LIMITS.worse * median(before.slice(-since.length));
  if (!isWorse) return clear();
  const { running, heldOut } = lossNames(history), name = before === held.before ? heldOut : running;
  const place = epochOf(history, index),
    [from, to] = [index - 1, index].map((i) => history.learningRate![i]!);
  return found(
    "warning",
    `The rate was raised from ${formatNumber(from)} to ${formatNumber(to)} at ${
      unitOf(history)
    } ${place}: the ${name} was about ${formatNumber(median(before.slice(-since.length)))}, and ${
      formatNumber(median(since))
    } since then`,
    { since: place, from, to },
    [speaksFor("learning rate", 3)],
  );
}

/** Where the rate is raised after it had only stood or come down: a warm-up begins with it, and warm restarts come again. */
function raisedAt(history: History): number | undefined {
  const { learningRate = [] } = history, rates = learningRate.map((rate) => rate ?? NaN);
  const raised = rates.findIndex((rate, i) => i > 0 && rate > rates[i - 1]);
  if (raised < LIMITS.before) return undefined;
  const isAlone = rates.every((rate, i) => i <= raised || !(rate > rates[i - 1]));
  const isMuch = rates[raised] > LIMITS.raised * rates[raised - 1];
  return isAlone && isMuch && cyclesOf(history) === undefined ? raised : undefined;
}

function around(series: Series, index: number) {
  const finite = (part: Series) => part.filter((value): value is number => Number.isFinite(value));
  return { before: finite(series.slice(0, index)), since: finite(series.slice(index)) };
}
