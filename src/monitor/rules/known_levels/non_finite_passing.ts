/**
 * Losses that were no numbers for a while, which the weights outlived: long ago, for single batches, in single evaluations.
 *
 * @module
 */
import { answersLost, endsWellSince, holdsBroken, isBroken, isOnlyAtFirst } from "../../lost_numbers.ts";
import { once } from "../../once.ts";
import type { History, Outcome, Series } from "../../records.ts";
import { epochOf, isLog, lossNames, unitOf } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { EVALUATION, PASSING, WEIGHTS } from "./non_finite_remedies.ts";
import { atLine, found, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("non-finite-loss");

/** What passed by, if nothing worse is to be told. */
export function passed(history: History): Outcome | undefined {
  return passedEvaluation(history) ?? overLongAgo(history) ?? passingBy(history);
}

/** Since when the values of a log are numbers again, to the end. */
export function finiteAgain(
  history: History,
  series: Series,
  index: number,
  places?: readonly number[],
): string {
  const last = series.findLastIndex(isBroken), known = series.slice(last + 1).filter((v) => v !== null);
  if (!isLog(history) || known.length === 0 || last <= index) return "";
  const again = last + 1 + series.slice(last + 1).findIndex((value) => value !== null);
  return `, and finite from ${unitOf(history)} ${places?.[again] ?? epochOf(history, again)} on`;
}

/** In a log: losses that were no numbers for a while, long before the end of a run that ends near its best, or before anything was learned. */
function overLongAgo(history: History): Outcome | undefined {
  const { running, heldOut } = lossNames(history), { trainLoss, heldOutLoss = [] } = history;
  const [name, series] = holdsBroken(trainLoss)
    ? [running, trainLoss] as const
    : [heldOut, heldOutLoss] as const;
  if (!isLog(history) || !holdsBroken(series) || isLoggedAsZero(trainLoss)) return undefined;
  const index = series.findIndex(isBroken);
  const isOver = (losses: Series) =>
    !holdsBroken(losses) || endsWellSince(history, losses) || isOnlyAtFirst(history, losses);
  if (![trainLoss, heldOutLoss].every(isOver)) return undefined;
  const at = epochOf(history, index), lost = answersLost(history, series);
  const outcome = found(
    "info",
    `The ${name} was ${series[index]} at ${unitOf(history)} ${at}${
      series.slice(0, index).every((loss) => loss === null) ? ", from the first value on" : ""
    }${finiteAgain(history, series, index) || ", and finite after it"}${
      lost === undefined ? "" : `; ${lost.name} was ${formatNumber(lost.to)} then`
    }`,
    { series: name, at, value: String(series[index]), passes: true },
  );
  return atLine(outcome, lost === undefined ? EVALUATION : WEIGHTS);
}

/** In a log: single values that are none, each with a finite loss right after it, which weights that are lost do not give. */
function passingBy(history: History): Outcome | undefined {
  const { running, heldOut } = lossNames(history), { trainLoss, heldOutLoss = [] } = history;
  if (!isLog(history) || !holdsBroken(trainLoss)) return undefined;
  const broken = trainLoss.findIndex(isBroken);
  if (broken < 1) return undefined;
  const known = trainLoss.filter((loss) => loss !== null);
  const isAlone = known.every((loss, i) => !isBroken(loss) || Number.isFinite(known[i + 1]));
  if (!isAlone || isLoggedAsZero(trainLoss)) return undefined;
  const at = epochOf(history, broken),
    unit = unitOf(history),
    last = heldOutLoss.findLastIndex((v) => v !== null);
  const ending = last >= 0 && isBroken(heldOutLoss[last])
    ? `; the ${heldOut} is ${heldOutLoss[last]} at ${unit} ${epochOf(history, last)}, the last`
    : "";
  const others = known.filter(isBroken).length - 1;
  const outcome = found(
    "warning",
    `The ${running} is ${trainLoss[broken]} at ${unit} ${at}${
      others === 0 ? "" : ` and at ${others} more`
    }, and finite again after it${ending}`,
    { series: running, at, value: String(trainLoss[broken]), passes: true },
    [speaksFor("measurement", 1), speaksFor("data", 1)],
  );
  return { ...outcome, remedy: PASSING };
}

/** In a log: one evaluation in many that gave none while training went on unharmed, told beside the state of the run. */
function passedEvaluation(history: History): Outcome | undefined {
  const { heldOut } = lossNames(history), { trainLoss, heldOutLoss = [] } = history;
  if (!isLog(history) || !holdsBroken(heldOutLoss) || holdsBroken(trainLoss)) return undefined;
  const known = heldOutLoss.filter((loss) => loss !== null), broken = known.filter(isBroken);
  const isAlone = known.every((loss, i) => !isBroken(loss) || Number.isFinite(known[i + 1]));
  const isRare = broken.length <= Math.max(1, LIMITS.stray * known.length);
  if (!isAlone || !isRare || isLoggedAsZero(trainLoss)) return undefined;
  const at = epochOf(history, heldOutLoss.findIndex(isBroken)), [value] = broken;
  const outcome = found(
    "info",
    `The ${heldOut} is ${value} at ${unitOf(history)} ${at}, and finite at ${
      known.length - broken.length
    } others; the training loss is finite`,
    { series: heldOut, at, value: String(value), passes: true },
  );
  return atLine(outcome, EVALUATION);
}

/** Some trainers write a NaN loss as 0: no loss comes to exactly that again and again. */
export const isLoggedAsZero = once((losses: Series): boolean => {
  const known = losses.filter((loss) => loss !== null);
  return known.length > LIMITS.zeros && known.slice(-LIMITS.zeros).every((loss) => loss === 0);
});
