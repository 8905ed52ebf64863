import { median } from "simple-statistics";
import { ofCycles } from "../../cycles.ts";
import { endLevel, finite, indexOfBest, leadingLoss, leadingMetric } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import type { History, LoggedSeries, Observation, Outcome, Rule } from "../../records.ts";
import { indexOfLowest, isLog, lowest, noise, shapePoints, trendPValue, unitOf } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { atLine, clear, doesNotApply, found, levelOf, speaksFor } from "../outcome.ts";
import { penaltyThatGrows } from "../setup/objective_grows.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("training-loss-risen");

/**
 * What costs more than at first has learned nothing yet, and no part of a schedule that is still to come is known to mend that; what left its
 * best for long was thrown off, or is of other rows than before: what is minimised does not get dearer by going on.
 */
export const trainingLossRisen: Rule = {
  name: "training-loss-risen",
  watches: "training loss at the end against that of the first entries, and against its lowest",
  predicate: `of ${LIMITS.fewest} entries or more it ends ${
    formatPercent(LIMITS.aboveStart)
  } above its beginning, with a trend (p < ${LIMITS.byChance}), and no held-out measure is at its best in the second half; or of ${LIMITS.epochs} epochs or more it was lowest in the first ${LIMITS.early}, the last third is above the level there throughout, by ${LIMITS.aboveBest} and ${LIMITS.noises} noises at its end, and the held-out metric was best before that third, the held-out loss before the last tenth`,
  remedy:
    "Use a checkpoint of about that time, and look at what changed there: rate, rows, augmentation, a resume. Go on from it at a lower rate; more of the same takes it no further back.",
  source:
    "Smith 2017, the learning rate range test; Mosbach, Andriushchenko and Klakow 2021, on fine-tuning; SageMaker Debugger LossNotDecreasing",
  readsSeries: true,
  refutesQuiet: true,
  check: ofCycles(check),
};

function check({ history }: Observation): Outcome {
  if (kindOf(history) !== "supervised" || shapePoints(history).values.length < LIMITS.fewest) {
    return doesNotApply();
  }
  // then it is the objective that grew
  if (penaltyThatGrows(history) !== undefined) return clear();
  return aboveItsStart(history) ?? aboveItsBest(history) ?? clear();
}

function aboveItsStart(history: History): Outcome | undefined {
  const { values } = shapePoints(history), first = endLevel(values.toReversed()), end = endLevel(values);
  const hasRisen = first > 0 && end > (1 + LIMITS.aboveStart) * first &&
    trendPValue(values, "up") < LIMITS.byChance;
  const { metric, loss } = heldOut(history);
  const gains = [metric, loss].some((one) => (one?.values.length ?? 0) >= 3 && isBestLate(one, 1 / 2));
  if (!hasRisen || gains) return undefined;
  const rates = finite(history.learningRate ?? []), last = rates[rates.length - 1];
  const warmsUp = rates.length > 1 && last > rates[0];
  const outcome = found(
    "warning",
    `The training loss rises from ${formatNumber(first)} to ${levelOf(end, values)}${
      warmsUp ? ` while the rate rises from ${formatNumber(rates[0])} to ${formatNumber(last)}` : ""
    }`,
    { first, end, but: warmsUp ? "THE LOSS RISES WITH THE RATE" : "THE LOSS ENDS ABOVE ITS BEGINNING" },
    [speaksFor("learning rate", 2)],
  );
  return atLine(outcome, warmsUp ? LOWER : ANEW);
}

const ANEW =
  "Do not go on as it is: begin again from the weights that it began with at a tenth of the rate; if the loss rises then too, look at ten rows beside their labels, and at what the loss is made of.";
const LOWER =
  "Do not wait for the height of the rate, which is already too much: begin again from the weights that it began with, with a tenth of it as the highest.";

function aboveItsBest(history: History): Outcome | undefined {
  const { at, values } = shapePoints(history), { length } = values;
  const isOne = isLog(history) && history.stageStarts === undefined && history.unit === "epoch";
  if (!isOne || length < LIMITS.epochs) return undefined;
  const best = indexOfLowest(values), third = values.slice(-Math.ceil(length / 3));
  const then = median(values.slice(Math.max(0, best - 2), best + 3)), end = median(third);
  const hasRisen = best < LIMITS.early * length && then > 0 && lowest(third) > then &&
    end - then > Math.max(LIMITS.aboveBest * then, LIMITS.noises * noise(values));
  const { metric, loss } = heldOut(history);
  if (!hasRisen || isBestLate(metric, LIMITS.late) || isBestLate(loss, LIMITS.lateOfLoss)) return undefined;
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

/** What is measured on held-out rows. */
function heldOut(history: History) {
  return {
    metric: leadingMetric(history, "validation", "test"),
    loss: leadingLoss(history, "validation", "test"),
  };
}

/** Whether a series was at its best in this part of its run, or after it. */
function isBestLate(series: LoggedSeries | undefined, from: number): boolean {
  return series !== undefined && indexOfBest(series) >= from * series.values.length;
}
