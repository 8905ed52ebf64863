import { median } from "simple-statistics";
import { ofCycles } from "../cycles.ts";
import { indexOfBest, leadingLoss, leadingMetric } from "../logged.ts";
import { kindOf } from "../kind.ts";
import type { LoggedSeries, Observation, Outcome, Rule } from "../records.ts";
import { indexOfLowest, isLog, lowest, noise, shapePoints, unitOf } from "../series.ts";
import { formatNumber } from "../../text/mod.ts";
import { clear, doesNotApply, found, levelOf, speaksFor } from "./outcome.ts";
import { penaltyThatGrows } from "./objective_grows.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("loss-past-its-best");

/** What is minimised does not get dearer by going on: a training loss that left its best for long was thrown off, or is of other rows than before. */
export const lossPastItsBest: Rule = {
  name: "loss-past-its-best",
  watches: "training loss of epochs through the last third against its lowest",
  predicate:
    `of ${LIMITS.fewest} epochs or more it was lowest in the first ${LIMITS.early}, the last third is above the level there throughout, by ${LIMITS.rise} and ${LIMITS.noises} noises at its end, and the held-out metric was best before that third, the held-out loss before the last tenth`,
  remedy:
    "Use a checkpoint of about that time, and look at what changed there: rate, rows, augmentation, a resume. Go on from it at a lower rate; more of the same takes it no further back.",
  source: "definition; SageMaker Debugger LossNotDecreasing",
  readsSeries: true,
  refutesQuiet: true,
  check: ofCycles(check),
};

function check({ history }: Observation): Outcome {
  const isOne = isLog(history) && kindOf(history) === "supervised" && history.stageStarts === undefined;
  const { at, values } = shapePoints(history), { length } = values;
  if (!isOne || history.unit !== "epoch" || length < LIMITS.fewest) return doesNotApply();
  const best = indexOfLowest(values), third = values.slice(-Math.ceil(length / 3));
  const then = median(values.slice(Math.max(0, best - 2), best + 3)), end = median(third);
  const hasRisen = best < LIMITS.early * length && then > 0 && lowest(third) > then &&
    end - then > Math.max(LIMITS.rise * then, LIMITS.noises * noise(values));
  const metric = leadingMetric(history, "validation", "test"),
    loss = leadingLoss(history, "validation", "test");
  const gains = isBestLate(metric, LIMITS.late) || isBestLate(loss, LIMITS.lateOfLoss);
  if (!hasRisen || gains || penaltyThatGrows(history) !== undefined) {
    return clear();
  }
  const place = `${unitOf(history)} ${at[best]}`;
  return found(
    "warning",
    `The training loss was lowest at ${place} (${formatNumber(values[best])}), and is ${
      levelOf(end, values)
    } in the last third`,
    {
      since: at[best],
      best: values[best],
      end,
      but: `THE TRAINING LOSS HAS RISEN SINCE ${place}`.toUpperCase(),
    },
    [speaksFor("learning rate", 1)],
  );
}

/** Whether a series was at its best in this part of its run, or after it. */
function isBestLate(series: LoggedSeries | undefined, from: number): boolean {
  return series !== undefined && indexOfBest(series) >= from * series.values.length;
}
