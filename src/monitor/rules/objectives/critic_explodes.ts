import { max, median } from "simple-statistics";
import { endLevel, finite, readingsLike } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import { isOffPolicy } from "../../rewards/learner.ts";
import { criticOf } from "../../rewards/rewards.ts";
import type { Facts, History, Observation, Outcome, Rule } from "../../records.ts";
import { courseOf } from "../../rewards/reward_course.ts";
import { condense, loggedPoints, neighbourMedians, unitOf } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, doesNotApply, found, notTested, speaksFor } from "../outcome.ts";
import { HAS_RISEN } from "./rewarded.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("critic-explodes");

const REMEDY =
  "Scale the rewards so that returns are within some tens (VecNormalize, or divide them); then a lower rate for the critic, its gradients clipped at norm 1";

/** A critic's loss is the square of an error in the return: it may grow with the returns, but not by factors of thousands. */
export const criticExplodes: Rule = {
  name: "critic-explodes",
  watches: "loss of the value function (critic) of a policy",
  predicate:
    `its level grows ${LIMITS.growth}-fold to over ${LIMITS.grown}, or is over ${LIMITS.unscaled} at the end, or over ${LIMITS.large} while explained_variance stays under ${LIMITS.explained}; a statement while the reward rises`,
  remedy: `${REMEDY}.`,
  source: "Henderson et al. 2018, reward scale; van Hasselt et al. 2016, learning values across many orders",
  readsSeries: true,
  check,
};

/** A level is the median of three; of a longer series, of three means. */
const BINS = 200;

function check({ history }: Observation): Outcome {
  const critic = criticOf(history);
  if (kindOf(history) !== "reinforcement") return doesNotApply();
  if (critic === undefined) return notTested("Log the loss of the value function.");
  const points = condense(loggedPoints(critic), BINS);
  const { at, values } = points;
  if (values.length < 6) return notTested("It takes 6 losses of the value function.");
  const known = finite(critic.values), [first] = known, last = known[known.length - 1];
  const levels = neighbourMedians(values);
  const begins = levels[0], ends = endLevel(values), peak = max(levels);
  const peakAt = at[levels.indexOf(peak) + 1];
  const explodes = begins > 0 && peak > LIMITS.growth * begins && peak > LIMITS.grown;
  const facts: Facts = { critic: critic.name, begins, peak, peakAt, ends };
  const explained = ends > LIMITS.large ? explainedBy(history) : undefined;
  if (!explodes && !(ends > LIMITS.unscaled) && explained === undefined) return clear(facts);
  const state = courseOf(history)?.state;
  const hasRisen = HAS_RISEN.some((one) => one === state), severity = hasRisen ? "info" : "warning";
  const ofAlarm = (called: string) => hasRisen ? {} : { called };
  if (!explodes && !(ends > LIMITS.unscaled)) {
    const outcome = found(
      severity,
      `The critic foresees next to nothing: explained_variance about ${
        formatNumber(explained!)
      } over the second half, ${critic.name} about ${formatNumber(ends)}, an error of ${
        formatNumber(Math.sqrt(ends))
      } in what is to come`,
      { ...facts, explained: explained! },
      [speaksFor("learning rate", 1)],
    );
    return { ...outcome, ...ofAlarm("THE CRITIC FORESEES NOTHING"), remedy: BLIND };
  }
  const title = explodes
    ? `The critic explodes: ${critic.name} ${formatNumber(first)} at first, about ${formatNumber(peak)} at ${
      unitOf(history)
    } ${peakAt}, ${formatNumber(last)} at the end`
    : `Rewards are not scaled: ${critic.name} is about ${formatNumber(ends)}, an error of ${
      formatNumber(Math.sqrt(ends))
    } in what is to come`;
  const outcome = found(severity, title, facts, [speaksFor("learning rate", 1)]);
  return {
    ...outcome,
    ...(explodes ? {} : ofAlarm("REWARDS NOT SCALED")),
    ...(isOffPolicy(history) ? { remedy: `${REMEDY}; a slower target network.` } : {}),
  };
}

/** What Stable-Baselines3 calls the share of the returns' variance that the critic foresees, over the second half, where it is next to none. */
function explainedBy(history: History): number | undefined {
  const [share] = readingsLike(history, /explained_variance$/), known = finite(share?.values ?? []);
  if (known.length < LIMITS.readings) return undefined;
  const level = median(known.slice(known.length >> 1));
  return level < LIMITS.explained ? level : undefined;
}

const BLIND =
  "Scale the rewards so that returns are within some tens (VecNormalize, or divide them) and normalise observations; then more steps an update (n_steps, environments side by side), a higher vf_coef.";
