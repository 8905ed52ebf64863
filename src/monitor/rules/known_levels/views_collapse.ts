import { endLevel, finite, indexOfBest, leadingLoss, seriesOf } from "../../logged.ts";
import { wordsOf } from "../../readers/classify.ts";
import type { History, Observation, Outcome, Rule } from "../../records.ts";
import { lowest, unitOf } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, doesNotApply, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("views-collapse");

/** Two views of a row that answer alike are learned as well by an encoder that answers the same to every row. */
export const viewsCollapse: Rule = {
  name: "views-collapse",
  watches: "loss of two views without negatives (BYOL, SimSiam) against the least it can be",
  predicate:
    `it ends within ${LIMITS.near} of 0, or of -1 or -2 where it is below 0, and no measure of what was learned (a probe's accuracy) has gained`,
  remedy:
    "Before anything else: the standard deviation of each normalised output over a batch (near 1/sqrt(d) is well, near 0 has collapsed), or a kNN or linear probe. If it has collapsed: is the gradient stopped in the target, is there a predictor, is the target a slow average, do the heads have batch norm, do the two views differ; a lower rate with warm-up.",
  source: "Chen and He 2021, exploring simple siamese representation learning; Grill et al. 2020, BYOL",
  readsSeries: true,
  settles: "all shapes",
  check,
};

const NAMES = /(^|_)(byol|simsiam|sim_siam)(_|$)|neg(ative)?_cos/;

function check({ history }: Observation): Outcome {
  const loss = leadingLoss(history, "train");
  const isNamed = loss !== undefined && NAMES.test(wordsOf(loss.name).join("_"));
  if (loss === undefined || !isNamed && history.selfSupervised?.withoutNegatives !== true) {
    return doesNotApply();
  }
  const losses = finite(loss.values);
  if (losses.length < LIMITS.fewest) return notTested(`Log the loss of ${LIMITS.fewest} epochs.`);
  const level = endLevel(losses), least = leastOf(losses), facts = { level, least };
  if (!(Math.abs(level - least) < LIMITS.near) || hasGained(history)) return clear(facts);
  const since = loss.at[loss.values.findIndex((value) => Math.abs(value - least) < LIMITS.near)];
  return found(
    "warning",
    `Two views of a row answer all but alike: ${loss.name} ${formatNumber(losses[0])} at first, ${
      formatNumber(level)
    } at the end, and ${least} is the least there is; an encoder that answers the same to every row costs as little, and different views seldom come so near (there by ${
      unitOf(history)
    } ${since})`,
    facts,
    [speaksFor("program", 1)],
  );
}

/** The least that it can be: 0 of a distance, -1 of a negative cosine, -2 of two of them. */
function leastOf(losses: readonly number[]): number {
  const reached = lowest(losses);
  return reached >= 0 ? 0 : reached < -1 - LIMITS.near ? -2 : -1;
}

/** Whether a probe shows that something is learned. */
function hasGained(history: History): boolean {
  return seriesOf(history, "metric").some((metric) => {
    const best = metric.values[indexOfBest(metric)];
    return metric.values.length > 1 &&
      Math.abs(best - metric.values[0]) > LIMITS.gained * Math.abs(metric.values[0]);
  });
}
