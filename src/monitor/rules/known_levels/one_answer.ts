/**
 * Whether a network gives all rows one answer: by a loss that one answer costs, by answers that never move, by rows that are ranked and
 * of which none is found.
 *
 * @module
 */
import { hasRisen } from "../../guessing.ts";
import { ACCURACY, asShares, endLevel, finite, leadingLoss, metricsLike, seriesOf } from "../../logged.ts";
import type { Facts, History, LoggedSeries, Observation, Outcome } from "../../records.ts";
import { learningRateTooLow } from "../course/learning_rate_too_low.ts";
import { clear, found, speaksFor } from "../outcome.ts";
import { tail } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("chance-level");

/** What a headline calls that. */
export const ONE_ANSWER = "ONE ANSWER TO EVERYTHING";

/** Squared errors of the one best answer to targets of known spread: each row costs the same, so that nothing jumps any more. */
const CONSTANT_ANSWERS = [
  { cost: 0.25, of: /./, says: "answering 0.5 to targets of 0 and 1 costs in squared error" },
  { cost: 1, of: /mse|squared/i, says: "answering the mean to targets of variance 1 costs in squared error" },
] as const;

/** Which of them the losses of all rows settle at. */
export function constantAnswer(history: History, losses: readonly number[]) {
  const name = leadingLoss(history, "train")?.name ?? "";
  if (losses.length < LIMITS.oneAnswerFewest) return undefined;
  const held = finite(history.heldOutLoss ?? []);
  return CONSTANT_ANSWERS.find(({ cost, of }) =>
    of.test(name) && losses[0] < LIMITS.oneAnswerFirst * cost &&
    [...tail(losses), ...tail(held)].every((loss) => Math.abs(loss - cost) < LIMITS.oneAnswer * cost)
  );
}

/** Rows that are ranked, and none of which comes over the threshold: something was learned. */
export function belowThreshold({ name }: LoggedSeries, auc: number): Outcome {
  return {
    ...found(
      "warning",
      `No answer comes over the threshold: ${name} stays at 0, and yet the rows are ranked (AUC ${
        formatNumber(auc)
      })`,
      { asked: true, auc },
      [speaksFor("data", 1)],
    ),
    called: "NOTHING COMES OVER THE THRESHOLD",
    remedy:
      "Choose the threshold on held-out rows by F1, or weigh the rare class; judge by AUC or average precision until then.",
  };
}

/** Held-out accuracy that is the same to the last digit while the training loss gains little. */
export function oneAnswer(observation: Observation, facts: Facts): Outcome {
  const { history } = observation, losses = finite(history.trainLoss), level = endLevel(losses);
  const isConstant = ({ values }: LoggedSeries) =>
    values.length >= LIMITS.constant && values.every((value) => value === values[0]);
  // an overlap is a mean over pixels: it moves with any answer that does
  const overlap = metricsLike(history, /m_?iou|dice|jaccard/, "validation", "test").find(isConstant);
  if (overlap !== undefined && overlap.values[0] > 0 && asShares(overlap.values)[0] < 1) {
    const outcome = found(
      "critical",
      `One answer to everything: ${overlap.name} is ${
        formatNumber(overlap.values[0])
      } in all ${overlap.values.length} evaluations`,
      { ...facts, accuracy: overlap.values[0] },
      [speaksFor("data", 2)],
    );
    return { ...outcome, called: ONE_ANSWER, remedy: BACKGROUND };
  }
  // answers of which something else moves are not all the same
  const moves =
    seriesOf(history, "metric").some((metric) =>
      metric.values.length >= LIMITS.constant && !isConstant(metric) &&
      /auc|auroc|f1|map|dice|iou/i.test(metric.name)
    ) || metricsLike(history, ACCURACY, "train").some(({ values }) => hasRisen(asShares(values)));
  const accuracy = moves ? undefined : metricsLike(history, ACCURACY, "validation", "test").find(isConstant);
  const share = accuracy === undefined ? 1 : asShares(accuracy.values)[0];
  const gainsLittle = level <= losses[0] && level > (1 - LIMITS.constantFallen) * losses[0];
  if (accuracy === undefined || share === 0 || share === 1 || !gainsLittle) return clear(facts);
  if (learningRateTooLow.check(observation).status === "found") return clear(facts);
  const outcome = found(
    "critical",
    `One answer to everything: ${accuracy.name} is ${
      formatNumber(accuracy.values[0])
    } in all ${accuracy.values.length} evaluations, the share of one class`,
    { ...facts, accuracy: share },
    [speaksFor("data", 2)],
  );
  return { ...outcome, called: ONE_ANSWER, remedy: COUNT_OR_TRAIN };
}

const BACKGROUND =
  "Look at one predicted mask: all background? Then weigh the classes or use a Dice loss, check the class numbers of the masks and the ignored index; a tenth of the rate.";
const COUNT_OR_TRAIN =
  "Count the rows of each class. If the largest has that share, weigh the loss by class and judge by F1; if not, no update reaches the weights: look at what the optimiser holds and what is frozen.";
