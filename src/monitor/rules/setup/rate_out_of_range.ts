import { max } from "simple-statistics";
import { endLevel, finite } from "../../logged.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { isTransformer } from "../../tools.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { laterHalf, scaleFree, theilSenSlope, trendPValue } from "../../series.ts";
import { clear, doesNotApply, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("rate-out-of-range");

/** A rate far outside of what the trainer's optimiser is used with, and a loss that stands still. */
export const rateOutOfRange: Rule = {
  name: "rate-out-of-range",
  watches: "the learning rate of a Hugging Face Trainer, and its loss",
  predicate:
    `above ${LIMITS.rate}, which AdamW is not used with, and the loss flat after the first third at over ${
      formatPercent(LIMITS.left)
    } of where it began, its later half without a trend (p < ${formatPercent(LIMITS.byChance)}) by ${
      formatPercent(LIMITS.gains)
    }`,
  remedy:
    "Begin again from the weights before this run, with a rate of 1e-5 to 1e-3, which is usual with AdamW, and a warm-up.",
  source: "Loshchilov and Hutter 2019, AdamW; Mosbach, Andriushchenko and Klakow 2021, fine-tuning BERT",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check({ history }: Observation): Outcome {
  const rates = finite(history.learningRate ?? []), losses = finite(history.trainLoss);
  if (!isTransformer(history)) return doesNotApply();
  if (rates.length === 0) return notTested("Log the learning rate beside the loss.");
  if (losses.length < 5) return notTested("It takes 5 logged losses.");
  const rate = max(rates), level = endLevel(losses);
  const later = losses.slice(Math.ceil(losses.length / 3));
  const flat = later.length > 2 &&
    endLevel(later) > (1 - LIMITS.flat) * (finite(later.slice(0, 3)).reduce((a, b) => a + b) / 3);
  const facts = { rate, first: losses[0], level };
  if (stillGains(losses) || !(rate > LIMITS.rate && flat && level > LIMITS.left * losses[0])) {
    return clear(facts);
  }
  return found(
    "warning",
    `The learning rate of ${
      formatNumber(rate)
    } is far above what AdamW takes (SGD and prompts that are tuned bear more): loss ${
      formatNumber(losses[0])
    } at first, stuck near ${formatNumber(level)}`,
    facts,
    [speaksFor("learning rate", 2)],
  );
}

/** Whether the later half falls by a trend, and by something: a network that a rate has thrown off stands still. */
function stillGains(losses: readonly number[]): boolean {
  const half = laterHalf(scaleFree(losses));
  return trendPValue(half, "down") < LIMITS.byChance && -theilSenSlope(half) * half.length > LIMITS.gains;
}
