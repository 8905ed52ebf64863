/**
 * Imitation of demonstrations (GAIL): the reward of a policy is what a discriminator takes its rows for.
 *
 * @module
 */
import { ACCURACY, asShares, endLevel, finite, metricsLike, seriesOf } from "../../logged.ts";
import type { History } from "../../records.ts";
import { wordsOf } from "../../readers/classify.ts";
import { formatNumber } from "../../../text/mod.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("loss-is-no-error");

/** Rows of the policy, and of those who demonstrate. */
const AGENT = /(^|_)(agent|gen|generator|policy|novice|learner|fake)(_|$)/;
const EXPERT = /(^|_)(demos?|demonstrations?|expert|teacher)(_|$)/;

/** A discriminator that is sure of all rows: of both kinds rightly, or with one answer to both. */
export interface Saturated {
  readonly title: string;
  readonly remedy: string;
  readonly facts: { readonly since: number; readonly answersAlike: boolean };
}

/** Whether the discriminator of a policy that imitates has been sure of all rows for the later half: what it answers is no reward to learn from. */
export function saturatedDiscriminator(history: History): Saturated | undefined {
  const accuracies = metricsLike(history, ACCURACY);
  const of = (rows: RegExp) => accuracies.find(({ name }) => rows.test(wordsOf(name).join("_")));
  const agent = of(AGENT), expert = of(EXPERT);
  if (agent === undefined || expert === undefined || agent.values.length < LIMITS.fewest) return undefined;
  const [ofAgent, ofExpert] = [agent, expert].map(({ values }) => asShares(values));
  const isSure = (i: number) =>
    [ofAgent[i], ofExpert[i]].every((share) => Math.abs(share - 0.5) > LIMITS.sure);
  const from = ofAgent.findLastIndex((_, i) => !isSure(i)) + 1;
  const [right, rightOnExpert] = [ofAgent, ofExpert].map((shares) => shares.at(-1)! > 0.5);
  if (ofAgent.length !== ofExpert.length || from > ofAgent.length / 2 || !right && !rightOnExpert) {
    return undefined;
  }
  const answersAlike = right !== rightOnExpert, since = agent.at[from];
  const [signal] = seriesOf(history, "reward").filter(({ name }) =>
    /(^|_)(signal|gail|disc|discriminator|imitation)(_|$)/.test(wordsOf(name).join("_"))
  );
  const paid = finite(signal?.values ?? []);
  const pays = paid.length === 0
    ? ""
    : `, ${signal.name} ${formatNumber(paid[0])} at first, ${formatNumber(endLevel(paid))} at the end`;
  return {
    title: `The discriminator ${
      answersAlike
        ? "answers the same to the policy's rows and to the demonstrations"
        : "tells all rows apart"
    } (${agent.name} ${formatNumber(endLevel(agent.values))}, ${expert.name} ${
      formatNumber(endLevel(expert.values))
    }), which is no reward to learn from${pays}`,
    remedy: answersAlike
      ? "Look at its labels and at the sign of each half of its loss: one of them is the wrong way round. Then slow it (lower rate, fewer steps); a change of the policy's settings cannot help."
      : "Slow the discriminator (lower rate, fewer steps, gradient penalty, noise on its inputs), or have it pretrained less, so that it pays for what is nearly right; the policy's own settings cannot help.",
    facts: { since, answersAlike },
  };
}
