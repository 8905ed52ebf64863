import { endLevel, finite, leadingMetric } from "../../logged.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { isTransformer } from "../../tools.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, doesNotApply, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("worse-than-guessing");

/** A language model that is surely wrong pays more than one that guesses: something is far too large. */
export const worseThanGuessing: Rule = {
  name: "worse-than-guessing",
  watches: "loss of a language model against ln of a large vocabulary",
  predicate: `it begins above ${LIMITS.first}, ends above ln ${LIMITS.vocabulary} = ${
    formatNumber(Math.log(LIMITS.vocabulary))
  }, and no metric says otherwise`,
  remedy:
    "Evaluate once: a held-out loss of the usual size means that the training loss is a sum over accumulated steps or tokens, and all is well. If that is as high, look at the first loss, which should be ln of the vocabulary: weights too large at the start, logits multiplied.",
  source: "cross-entropy of the uniform guess; Karpathy 2019, a recipe for training neural networks",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check({ history }: Observation): Outcome {
  const losses = finite(history.trainLoss);
  if (!isTransformer(history)) return doesNotApply();
  if (losses.length < 3) {
    return notTested("It takes 3 logged losses of a language model.");
  }
  const level = endLevel(losses), dear = Math.log(LIMITS.vocabulary);
  const facts = { first: losses[0], level, guessing: dear, asked: true };
  // a held-out loss of the usual size says that the training loss is a sum
  const held = finite(history.heldOutLoss ?? []), isSum = held.length > 0 && endLevel(held) < dear;
  if (!(losses[0] > LIMITS.first && level > dear && leadingMetric(history) === undefined) || isSum) {
    return clear(facts);
  }
  const outcome = found(
    "warning",
    `The loss goes ${formatNumber(losses[0])} -> ${formatNumber(level)}, while guessing among ${
      LIMITS.vocabulary.toLocaleString("en")
    } tokens costs ${formatNumber(dear)}`,
    { ...facts, since: history.at?.[0] ?? 1 },
    [speaksFor("initialisation", 2)],
  );
  return { ...outcome, called: "LOSS ABOVE GUESSING: A SUM OVER STEPS?" };
}
