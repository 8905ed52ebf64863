import { median } from "simple-statistics";
import { collapseOf } from "../../collapse.ts";
import { finite } from "../../logged.ts";
import { answersLost, hasFoundNothing, holdsBroken, isBroken } from "../../lost_numbers.ts";
import { once } from "../../once.ts";
import type { Bearing, Evidence, History, Observation, Outcome, Rule, Series } from "../../records.ts";
import { epochOf, isLog, lossNames, unitOf } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { rise } from "../course/divergence.ts";
import { finiteAgain, isLoggedAsZero, passed } from "./non_finite_passing.ts";
import {
  beforeCollapse,
  EVALUATION,
  fromAnew,
  HALF,
  LOOK,
  LOWER,
  RESUME,
  WEIGHTS,
} from "./non_finite_remedies.ts";
import { clear, found, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("non-finite-loss");

export const nonFiniteLoss: Rule = {
  name: "non-finite-loss",
  watches: "running and held-out loss, gradient norms",
  predicate: `any NaN or infinity, in recorded weights too (up to ${
    formatPercent(LIMITS.stray)
  } of a log's evaluations, one at a time, are no alarm); of a log's gradient norms: the last ${LIMITS.lasting}, or with a loss that is logged as 0 ${LIMITS.zeros} times at the end`,
  remedy:
    "Resume from the last good checkpoint at a third of the learning rate, with clipping; if it is so from the first epoch, look for NaN in the rows.",
  source: "SageMaker Debugger ExplodingTensor; AutoTrainer, exploding gradient",
  settles: "all shapes",
  check: once(check), // learning-rate-too-high asks the same
};

/** A loss or gradient norm that is NaN or infinite: nothing after it was trained. */
function check(observation: Observation): Outcome {
  const { history, evidence } = observation, passing = passed(history);
  if (passing !== undefined) return passing;
  for (const watched of watchedIn(history)) {
    if (holdsBroken(watched.series)) {
      return lost(observation, watched, watched.series.findIndex(isBroken));
    }
  }
  return inWeights(evidence);
}

/** Name, values, and where these stand if not where the history's do. */
interface Watched {
  readonly name: string;
  readonly series: Series;
  readonly places?: readonly number[];
}

/** The training loss first, for what is lost there is lost everywhere; then norms and held-out losses, last what stands beside the loss that leads: of batches, beside rare estimates. */
function watchedIn(history: History): readonly Watched[] {
  const { running, heldOut } = lossNames(history), { series = [], heldOutLoss } = history;
  const norms = lastingNorms(history), most = isLog(history) ? undefined : history.gradientNormMax;
  return [
    { name: running, series: history.trainLoss },
    ...(norms === undefined ? [] : [{ name: "gradient norm", series: norms }]),
    ...(most === undefined ? [] : [{ name: "largest gradient norm", series: most }]),
    ...(heldOutLoss === undefined ? [] : [{ name: heldOut, series: heldOutLoss }]),
    ...series.filter(({ role, split }) => role === "loss" && split === "train").map((
      { name, values, at },
    ) => ({
      name,
      series: values,
      places: at,
    })),
  ];
}

/** What was lost, where, with what before it and beside it, and what is to do. */
function lost({ history, evidence }: Observation, { name, series, places }: Watched, index: number): Outcome {
  const at = places?.[index] ?? epochOf(history, index), value = String(series[index]);
  const finiteBefore = series.slice(0, index).filter((v) => v !== null).length;
  // of a log by steps the first value comes before any update
  const fromTheStart = isLog(history) && finiteBefore <= (history.unit === "step" ? 1 : 0);
  const high = fromTheStart ? highRate(history) : undefined;
  const isZero = isLoggedAsZero(history.trainLoss), isHeldOut = name === lossNames(history).heldOut;
  const beside = isHeldOut && !isZero && !holdsBroken(history.trainLoss)
    ? besideTraining(history, series, at)
    : undefined;
  const lasts = series.slice(index).every((value) => value === null || isBroken(value));
  const outcome = found(
    "critical",
    `The ${name} is ${value} at ${unitOf(history)} ${at}${
      fromTheStart
        ? `, from the first ${finiteBefore === 0 ? "value" : "update"} on`
        : jumpBefore(series.slice(0, index))
    }${finiteAgain(history, series, index, places)}${
      high !== undefined
        ? `; the learning rate is ${formatNumber(high)}`
        : places === undefined
        ? rateGrown(history, index)
        : ""
    }${firstLayer(evidence)}${isZero ? ", and the loss is logged as 0" : ""}${beside?.tells ?? ""}`,
    {
      series: name,
      [history.unit]: at,
      value,
      // of values none of which was ever a number there is no place since which
      ...(lasts && (finiteBefore > 0 || at <= 1) ? { since: at } : { at }),
      foundNothing: !isHeldOut && hasFoundNothing(history),
      ...(beside?.collapsesAt === undefined ? {} : { collapsesAt: beside.collapsesAt }),
    },
    beside?.remedy === EVALUATION ? [speaksFor("measurement", 2)] : reason(evidence, fromTheStart),
  );
  if (!isLog(history)) return outcome;
  // from the first value on there is no checkpoint from before it
  const remedy = beside !== undefined && !(fromTheStart && beside.remedy === WEIGHTS)
    ? beside.remedy
    : isZero
    ? HALF
    : high !== undefined
    ? LOWER
    : fromTheStart
    ? LOOK
    : fromAnew(history, index) ?? RESUME;
  return { ...outcome, remedy };
}

/** What goes with a held-out loss that is lost at a place while the training loss is a number throughout. */
function besideTraining(history: History, series: Series, at: number) {
  const collapse = collapseOf(history);
  if (collapse !== undefined) {
    const { name, before, after } = collapse;
    return {
      tells: `; the training loss is finite, and training collapses at ${
        unitOf(history)
      } ${collapse.at} (${name} ${formatNumber(before)} before, about ${formatNumber(after)} at the end)`,
      remedy: beforeCollapse(history, collapse.at, at < collapse.at),
      collapsesAt: collapse.at,
    };
  }
  // where answers go with the loss, or training is shaken too, it is the weights that are lost
  const answers = answersLost(history, series);
  if (answers !== undefined) {
    return { tells: `; ${answers.name} is ${formatNumber(answers.to)} then`, remedy: WEIGHTS };
  }
  return isLog(history) && finite(history.trainLoss).length >= 3 && rise(history).risen
    ? { tells: "; the training loss rises with it", remedy: WEIGHTS }
    : { tells: "; the training loss is finite", remedy: EVALUATION };
}

/** The layer that a recorder saw lost first. */
function firstLayer({ recorded }: Evidence): string {
  const layer = recorded?.readings.find(({ notFinite = [] }) => notFinite.length > 0)?.notFinite?.[0];
  return layer === undefined ? "" : `; first in layer ${layer}`;
}

/**
 * Gradient norms where they matter. With mixed precision a few are infinite in a sound run: the loss scaler skips that step and
 * halves its scale. In a log they are a fault when they stay so to the end, or the loss stops being one.
 */
function lastingNorms(history: History): Series | undefined {
  const { gradientNorm, trainLoss } = history;
  if (!isLog(history) || gradientNorm === undefined || isLoggedAsZero(trainLoss)) return gradientNorm;
  if (!holdsBroken(gradientNorm)) return undefined;
  const known = gradientNorm.filter((norm) => norm !== null);
  return known.length > LIMITS.lasting && known.slice(-LIMITS.lasting).every(isBroken)
    ? gradientNorm
    : undefined;
}

/** How far the learning rate had been raised by then, where that is far. */
function rateGrown({ learningRate = [] }: History, index: number): string {
  const rates = learningRate.slice(0, index + 1).filter((rate) => rate !== null && rate > 0) as number[];
  const [first, last] = [rates[0], rates[rates.length - 1]];
  return last >= LIMITS.rateGrown * first
    ? `; the learning rate had grown from ${formatNumber(first)} to ${formatNumber(last)}`
    : "";
}

/** A first learning rate that is more than anybody's default, where it was logged. */
function highRate({ learningRate = [] }: History): number | undefined {
  const first = learningRate.find((rate) => rate !== null) ?? 0;
  return first >= LIMITS.rateHigh ? first : undefined;
}

/** A ReLU may turn NaN into 0, so that the loss stays finite over layers that are lost. */
function inWeights({ recorded, nonFiniteRows = 0 }: Evidence): Outcome {
  const reading = recorded?.readings.find(({ notFinite = [] }) => notFinite.length > 0);
  if (reading === undefined) return clear();
  const layer = reading.notFinite![0];
  const rows = nonFiniteRows > 0 ? `; ${nonFiniteRows} training row(s) hold one` : "";
  return found(
    "critical",
    `Layer ${layer} holds a NaN or an infinity from step ${reading.step} on, though the loss is finite${rows}`,
    { layer, step: reading.step, nonFiniteRows },
    [nonFiniteRows > 0 ? speaksFor("data", 3) : speaksFor("learning rate", 2)],
  );
}

/** A jump of the last two values before the end to over twice what was usual in the ten before them. */
function jumpBefore(series: Series): string {
  const known = series.filter((value): value is number => value !== null).slice(-12);
  if (known.length < 5) return "";
  const usual = median(known.slice(0, -2)), to = Math.max(...known.slice(-2));
  return to > 2 * Math.abs(usual)
    ? `; just before it had jumped to ${formatNumber(to)} (${formatNumber(usual)} is usual)`
    : "";
}

/** Rows that were found to hold NaN are the reason; where nobody looked, a step too far is the more usual one. */
function reason({ nonFiniteRows }: Evidence, fromTheStart: boolean): readonly Bearing[] {
  if (nonFiniteRows === undefined && fromTheStart) {
    return [speaksFor("data", 2), speaksFor("learning rate", 1)];
  }
  if (nonFiniteRows === undefined) return [speaksFor("learning rate", 2), speaksFor("data", 1)];
  return nonFiniteRows > 0 ? [speaksFor("data", 3)] : [speaksFor("learning rate", 2)];
}
