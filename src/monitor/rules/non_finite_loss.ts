import { median } from "simple-statistics";
import { collapseOf } from "../collapse.ts";
import { finite, seriesOf } from "../logged.ts";
import { answersLost, endsWellSince, hasFoundNothing, isBroken } from "../lost_numbers.ts";
import { once } from "../once.ts";
import type { Bearing, Evidence, History, Observation, Outcome, Rule, Series } from "../records.ts";
import { epochOf, isLog, lossNames, unitOf } from "../series.ts";
import { formatNumber, formatPercent } from "../../text/mod.ts";
import { atLine, clear, found, speaksFor } from "./outcome.ts";
import { rise } from "./divergence.ts";
import { limitsOf } from "../thresholds.ts";

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
function check({ history, evidence }: Observation): Outcome {
  const heldOut = lossNames(history).heldOut;
  const passing = passedEvaluation(history) ?? overLongAgo(history) ?? passingBy(history);
  if (passing !== undefined) return passing;
  const watched: readonly Watched[] = [
    [lossNames(history).running, history.trainLoss],
    ["gradient norm", lastingNorms(history)],
    ["largest gradient norm", isLog(history) ? undefined : history.gradientNormMax],
    [heldOut, history.heldOutLoss],
  ];
  const beside = lossBeside(history);
  for (const [name, series, places] of [...watched, ...beside]) {
    const index = series?.findIndex(isBroken) ?? -1;
    if (index < 0) continue;
    const at = places?.[index] ?? epochOf(history, index);
    const finiteBefore = series!.slice(0, index).filter((v) => v !== null).length;
    // of a log by steps the first value comes before any update
    const fromTheStart = isLog(history) && finiteBefore <= (history.unit === "step" ? 1 : 0);
    const jump = lastJump(series!.slice(0, index));
    const before = jump === undefined
      ? ""
      : `; just before it had jumped to ${formatNumber(jump.to)} (${formatNumber(jump.usual)} is usual)`;
    const high = fromTheStart ? highRate(history) : undefined;
    const rate = high !== undefined
      ? `; the learning rate is ${formatNumber(high)}`
      : places === undefined
      ? rateGrown(history, index)
      : "";
    const layer = evidence.recorded?.readings.find(({ notFinite = [] }) => notFinite.length > 0)?.notFinite
      ?.[0];
    const where = layer === undefined ? "" : `; first in layer ${layer}`;
    const asZero = isLoggedAsZero(history.trainLoss) ? ", and the loss is logged as 0" : "";
    const lasts = series!.slice(index).every((value) => value === null || isBroken(value));
    const facts = {
      series: name,
      [history.unit]: at,
      value: String(series![index]),
      // of values none of which was ever a number there is no place since which
      ...(lasts && (finiteBefore > 0 || at <= 1) ? { since: at } : { at }),
      foundNothing: name !== heldOut && hasFoundNothing(history),
    };
    const trains = name === heldOut && asZero === "" && !history.trainLoss.some(isBroken);
    const collapse = trains ? collapseOf(history) : undefined;
    // where answers go with the loss, or training is shaken too, it is the weights that are lost
    const lost = trains ? answersLost(history, series!) : undefined;
    const shaken = trains && isLog(history) && finite(history.trainLoss).length >= 3 && rise(history).risen;
    const ofWeights = lost !== undefined || shaken;
    const outcome = found(
      "critical",
      `The ${name} is ${series![index]} at ${unitOf(history)} ${at}${
        fromTheStart ? `, from the first ${finiteBefore === 0 ? "value" : "update"} on` : before
      }${finiteAgain(history, series!, index, places)}${rate}${where}${asZero}${
        collapse !== undefined
          ? `; the training loss is finite, and training collapses at ${
            unitOf(history)
          } ${collapse.at} (${collapse.name} ${formatNumber(collapse.before)} before, about ${
            formatNumber(collapse.after)
          } at the end)`
          : !trains
          ? ""
          : lost !== undefined
          ? `; ${lost.name} is ${formatNumber(lost.to)} then`
          : shaken
          ? "; the training loss rises with it"
          : "; the training loss is finite"
      }`,
      collapse === undefined ? facts : { ...facts, collapsesAt: collapse.at },
      trains && collapse === undefined && !ofWeights
        ? [speaksFor("measurement", 2)]
        : reason(evidence, fromTheStart),
    );
    if (!isLog(history)) return outcome;
    const remedy = collapse !== undefined
      ? beforeCollapse(history, collapse.at, at < collapse.at)
      : ofWeights
      ? WEIGHTS
      : trains
      ? EVALUATION
      : asZero !== ""
      ? HALF
      : high !== undefined
      ? LOWER
      : fromTheStart
      ? LOOK
      : fromAnew(history, index) ?? RESUME;
    return { ...outcome, remedy };
  }
  return inWeights(evidence);
}

/** Since when the values of a log are numbers again, to the end. */
function finiteAgain(history: History, series: Series, index: number, places?: readonly number[]): string {
  const last = series.findLastIndex(isBroken), known = series.slice(last + 1).filter((v) => v !== null);
  if (!isLog(history) || known.length === 0 || last <= index) return "";
  const again = last + 1 + series.slice(last + 1).findIndex((value) => value !== null);
  return `, and finite from ${unitOf(history)} ${places?.[again] ?? epochOf(history, again)} on`;
}

/** In a log: losses that were no numbers for a while, long before the end of a run that ends near its best. */
function overLongAgo(history: History): Outcome | undefined {
  const { running, heldOut } = lossNames(history), { trainLoss, heldOutLoss = [] } = history;
  const [name, series] = trainLoss.some(isBroken)
    ? [running, trainLoss] as const
    : [heldOut, heldOutLoss] as const;
  const index = series.findIndex(isBroken);
  if (!isLog(history) || index < 0 || isLoggedAsZero(trainLoss)) return undefined;
  if (![trainLoss, heldOutLoss].every((losses) => !losses.some(isBroken) || endsWellSince(history, losses))) {
    return undefined;
  }
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
  const broken = trainLoss.findIndex(isBroken);
  if (!isLog(history) || broken < 1) return undefined;
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
  const known = heldOutLoss.filter((loss) => loss !== null), broken = known.filter(isBroken);
  const isAlone = known.every((loss, i) => !isBroken(loss) || Number.isFinite(known[i + 1]));
  const isRare = broken.length > 0 && broken.length <= Math.max(1, LIMITS.stray * known.length);
  if (!isLog(history) || !isAlone || !isRare || trainLoss.some(isBroken) || isLoggedAsZero(trainLoss)) {
    return undefined;
  }
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

/** Name, values, and where these stand if not where the history's do. */
type Watched = readonly [name: string, series: Series | undefined, places?: readonly number[]];

/** Training losses that stand beside the one that leads: of batches, beside rare estimates. */
function lossBeside({ series = [] }: History): readonly Watched[] {
  return series.filter(({ role, split }) => role === "loss" && split === "train").map((
    { name, values, at },
  ) => [name, values, at] as const);
}

/**
 * Gradient norms where they matter. With mixed precision a few are infinite in a sound run: the loss scaler skips that step and
 * halves its scale. In a log they are a fault when they stay so to the end, or the loss stops being one.
 */
function lastingNorms(history: History): Series | undefined {
  const { gradientNorm, trainLoss } = history;
  if (!isLog(history) || gradientNorm === undefined || isLoggedAsZero(trainLoss)) return gradientNorm;
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

/**
 * What is to do where a third of the rate would be no better: it is logged under Adam's name (Lightning's LearningRateMonitor) and was
 * far above what that takes, or held-out rows show that nothing had been learned that is worth going on with.
 */
function fromAnew(history: History, index: number): string | undefined {
  const { learningRate = [] } = history;
  const [{ name = "" } = {}] = seriesOf(history, "learning rate");
  const rate = finite(learningRate.slice(0, index + 1)).at(-1) ?? 0;
  if (/adam/i.test(name) && rate > LIMITS.rateOfAdam) {
    return `Start again at 0.001 at most, with a warm-up and gradients clipped at norm 1: the rate had come to ${
      formatNumber(rate)
    } with Adam (0.001 by default), of which a third would not do.`;
  }
  return hasFoundNothing(history) ? ANEW : undefined;
}

/** Some trainers write a NaN loss as 0: no loss comes to exactly that again and again. */
const isLoggedAsZero = once((losses: Series): boolean => {
  const known = losses.filter((loss) => loss !== null);
  return known.length > LIMITS.zeros && known.slice(-LIMITS.zeros).every((loss) => loss === 0);
});

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

const PASSING =
  "The weights are sound: look in the loss for log(0), a division by zero or a root of zero (add 1e-8), and for rows with NaN; leave such a batch out, and take a checkpoint whose losses are finite.";
const LOWER =
  "Lower the learning rate first (SGD is used with 0.1 at most, Adam with about 0.001), with a warm-up and gradients clipped at norm 1; if it is NaN even so, look for NaN in inputs and labels.";
const LOOK =
  "Look for NaN, infinity or blanks in inputs and labels first, then for log(0) and division by zero in the loss; without mixed precision.";
const HALF =
  "Train in bf16 or fp32 in the place of fp16 half precision, resume from the last good checkpoint; if it is so again, a third of the rate, gradients clipped at norm 1.";
const ANEW =
  "Start again at a tenth of the learning rate, with a warm-up and gradients clipped at norm 1: held-out rows show nothing that was learned before and could be gone on with.";
const EVALUATION =
  "Look at the evaluation, not at the training: half precision there (amp off, fp32), rows without labels or targets, a division by zero; evaluate one batch by hand.";
const beforeCollapse = (history: History, at: number, isLater: boolean) =>
  `Go back to a checkpoint from before ${
    unitOf(history)
  } ${at}, where the training itself collapses, and go on at a third of the learning rate, gradients clipped at norm 1; with mixed precision, check its loss scale. ${
    isLater ? "The evaluation was lost before that: look at it too." : "The evaluation alone is not at fault."
  }`;
const WEIGHTS =
  "The weights are lost, not the evaluation alone: go back to a checkpoint from before it, or to the weights that were trained before, with a lower rate or a longer warm-up, gradients clipped, and without half precision (amp off, fp32 or bf16).";
const RESUME =
  "Resume from the last good checkpoint at a third of the learning rate, gradients clipped at norm 1; with mixed precision, check its loss scale.";

/** Whether the last two values before the end are over twice what was usual in the ten before them. */
function lastJump(series: Series): { readonly to: number; readonly usual: number } | undefined {
  const known = series.filter((value): value is number => value !== null).slice(-12);
  if (known.length < 5) return undefined;
  const usual = median(known.slice(0, -2)), to = Math.max(...known.slice(-2));
  return to > 2 * Math.abs(usual) ? { to, usual } : undefined;
}

/** Rows that were found to hold NaN are the reason; where nobody looked, a step too far is the more usual one. */
function reason({ nonFiniteRows }: Evidence, fromTheStart: boolean): readonly Bearing[] {
  if (nonFiniteRows === undefined && fromTheStart) {
    return [speaksFor("data", 2), speaksFor("learning rate", 1)];
  }
  if (nonFiniteRows === undefined) return [speaksFor("learning rate", 2), speaksFor("data", 1)];
  return nonFiniteRows > 0 ? [speaksFor("data", 3)] : [speaksFor("learning rate", 2)];
}
