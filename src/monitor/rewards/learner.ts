/**
 * How a policy learns, as far as the names of what was logged beside its reward tell: advice speaks of the settings that it has.
 *
 * @module
 */
import { median } from "simple-statistics";
import { finite, seriesOf } from "../logged.ts";
import { once } from "../once.ts";
import type { History } from "../records.ts";
import { wordsOf } from "../readers/classify.ts";
import { laterHalf } from "../series.ts";

/**
 * By a gradient that is clipped (PPO) or is not (A2C, REINFORCE), by the values of actions (DQN), or by a critic off policy (SAC, TD3,
 * DDPG); nothing tells of a log of rewards alone.
 */
export type Learner = "clipped" | "gradient" | "values" | "critic" | "unknown";

const CLIPPED = /clip_?frac|approx_?kl|clip_?range|policy_gradient_loss|(^|_)ppo\d?(_|$)/;
/** SAC's weight of entropy; CleanRL's name of a critic off policy. */
const OF_CRITIC = /(^|_)(ent_coef|alpha)(_(loss|value))?$|(^|_)qf\d?_(loss|values)$/;
const OF_VALUES =
  /exploration_rate$|(^|_)(epsilon|eps)(_greedy)?$|(^|_)(td|q)_(loss|error)$|(^|_)loss_q\d?$|(^|_)(mean|avg|average|max)_q(_|$)|(^|_)q\d?_?val(ue)?s?$/;
const ACTOR = /(^|_)(actor|pi|policy)_loss$|(^|_)loss_(actor|pi|policy)$/;
const CRITIC = /(^|_)critic\d?_loss$|(^|_)loss_critic\d?$/;
const OF_GRADIENT = /(^|_)(entropy(_loss)?|explained_variance|(value|vf|v|pg)_loss|loss_(v|value|entropy))$/;

/** How a policy was trained. */
export const learnerOf = once((history: History): Learner => {
  const { series = [], leftOut = [] } = history;
  const names = [...series.map(({ name }) => name), ...leftOut].map((name) => wordsOf(name).join("_"));
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (has(CLIPPED)) return "clipped";
  if (has(OF_CRITIC) || has(OF_VALUES) && has(ACTOR)) return "critic";
  if (has(OF_VALUES)) return "values";
  if (has(OF_GRADIENT)) return "gradient";
  return has(CRITIC) && isValueForeseen(history)
    ? "critic"
    : has(ACTOR) && !has(CRITIC)
    ? "gradient"
    : "unknown";
});

/** Whether values are learned from a replay buffer. */
export function isOffPolicy(history: History): boolean {
  return ["values", "critic"].includes(learnerOf(history));
}

/** Of an actor off policy the loss is the value that its critic foresees, with its sign turned: one sign, and of any size; others weigh advantages, of both. */
function isValueForeseen(history: History): boolean {
  const terms = [...seriesOf(history, "loss term"), ...seriesOf(history, "loss")];
  const known = laterHalf(
    finite(terms.find(({ name }) => ACTOR.test(wordsOf(name).join("_")))?.values ?? []),
  );
  return known.length > 0 && Math.abs(median(known as number[])) > 1 &&
    (known.every((value) => value > 0) || known.every((value) => value < 0));
}
