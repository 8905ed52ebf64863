import { max, mean } from "simple-statistics";
import { ofCycles } from "../../cycles.ts";
import { endsNearBest } from "../../answers_stand.ts";
import { ACCURACY, finite, indexOfBest, metricsLike } from "../../logged.ts";
import { once } from "../../once.ts";
import type { History, LoggedSeries, Observation, Outcome, Rule } from "../../records.ts";
import {
  epochOf,
  indexOfLowest,
  isLog,
  isWhole,
  lossNames,
  lowest,
  noise,
  scaleFree,
  shapePoints,
  tail,
  trendPValue,
  unitOf,
} from "../../series.ts";
import { isRefuted } from "../../refuted.ts";
import { isTransformer } from "../../tools.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { cameBackInPart } from "./back_from_far.ts";
import { blownUp } from "./blown_up.ts";
import { clear, found, levelOf, notTested, since, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("divergence");

export const divergence: Rule = {
  name: "divergence",
  watches: "running loss",
  predicate: `the last fifth stays above the best, by ${
    formatPercent(LIMITS.givenBack)
  } of what was gained or ${LIMITS.times}-fold; of a log the last third by ${
    formatPercent(LIMITS.lasting)
  }, or it ends far above where it began, having been far below`,
  remedy: "Go back to the best checkpoint and divide the learning rate by ten.",
  settles: "budget",
  source: "DeepDiagnosis, loss not decreasing; SageMaker Debugger LossNotDecreasing",
  check: once(ofCycles(check)), // learning-rate-too-high asks the same
};

function check(observation: Observation): Outcome {
  const { history } = observation;
  if (shapePoints(history).values.length < 3) {
    return notTested("It takes 3 epochs with a finite running loss.");
  }
  const { risen, bestAt, values, ...evidence } = rise(history);
  if (!risen) return blownUp(history, evidence) ?? clear(evidence);
  const answers = answersStand(history);
  if (answers !== undefined) return ofHeldOutRows(history, evidence, answers);
  const back = bestAt === 0 ? cameBackInPart(history, evidence.best) : undefined;
  // a detector that finds nothing yet pays least: where answers got ever better a first loss is no level that was left
  if (back !== undefined) return isRefuted(observation, "divergence") ? clear(evidence) : back;
  const outcome = found(
    "critical",
    `The ${lossNames(history).running} rises from ${formatNumber(evidence.best)} (${
      unitOf(history)
    } ${evidence.bestEpoch}) to ` +
      `${levelOf(evidence.last, values)} and stays there`,
    evidence,
    [speaksFor("learning rate", 2)],
    1 - trendPValue(values.slice(bestAt), "up"),
  );
  return bestAt === 0 ? { ...outcome, remedy: again(history) } : outcome;
}

/** The accuracy beside the only loss of a log, where it ends near its best: weights that diverge take their answers along. */
function answersStand(history: History): LoggedSeries | undefined {
  const [accuracy] = metricsLike(history, ACCURACY, "train");
  const hasOthers = history.series?.some(({ split }) => split !== "train") ?? true;
  if (accuracy === undefined || hasOthers || !isWhole(accuracy.values)) return undefined;
  return accuracy.values.length >= LIMITS.answers && endsNearBest(accuracy) ? accuracy : undefined;
}

/** What a loss does whose rows are not those that are trained on: the answers stand, and those that are wrong cost ever more. */
function ofHeldOutRows(history: History, rise: Risen, accuracy: LoggedSeries): Outcome {
  const { best, bestEpoch, last } = rise, unit = unitOf(history), right = accuracy.at[indexOfBest(accuracy)];
  return {
    ...found(
      "warning",
      `The loss rises from ${formatNumber(best)} (${unit} ${bestEpoch}) to ${
        formatNumber(last)
      } while ${accuracy.name} stays near its best: so do held-out rows of a network that grows too sure, and no training rows`,
      { ...rise, asRight: true, since: bestEpoch },
      [speaksFor("regularisation", 1)],
    ),
    called: `THE LOSS RISES, THE ANSWERS STAY AS GOOD${since(history, bestEpoch)}`,
    remedy:
      `Say of which rows these are. If they were held out: ${unit} ${right} by ${accuracy.name}, ${unit} ${bestEpoch} for its probabilities, and stop there. If they were trained on: a term of the loss that grows (a penalty, weights of classes), or the rate.`,
  };
}

/**
 * The running loss, of three epochs or more, ends well above its best and does not come back: through the whole last fifth
 * it stays above (of fewer than ten epochs: the mean of it and the last) by a factor, or by a good part of what had been
 * gained, and by more than its noise; and gives back some of what was gained in the loss itself.
 */
export function rise(history: History) {
  const { at, values } = shapePoints(history);
  const scaled = scaleFree(values);
  const bestAt = indexOfLowest(values);
  const last = scaled[scaled.length - 1];
  const end = scaled.length < 10 ? Math.min(last, mean(tail(scaled) as number[])) : lowest(tail(scaled));
  const risen = end - scaled[bestAt];
  const gained = scaled[0] - scaled[bestAt];
  const limit = Math.max(
    Math.min(LIMITS.givenBack * gained, Math.log(LIMITS.times)),
    LIMITS.noises * stableNoise(scaled),
    Math.log(1 + LIMITS.rise),
  );
  const evidence = {
    best: values[bestAt],
    bestEpoch: at[bestAt],
    lowestOfLastFifth: lowest(tail(values)),
    last: values[values.length - 1],
    lastEpoch: epochOf(history, history.trainLoss.length - 1),
  };
  const givenBack =
    evidence.lowestOfLastFifth - evidence.best > LIMITS.material * (values[0] - evidence.best);
  return {
    ...evidence,
    risen: (risen > limit || leftForGood(history, values, bestAt)) && givenBack,
    bestAt,
    values,
  };
}

/**
 * Whether the loss of a log left its best for good: it costs so much more all through the last third that no noise explains it. A loss that
 * has come far down may give back less than half of its gain and be lost all the same.
 */
function leftForGood(history: History, values: readonly number[], bestAt: number): boolean {
  const third = values.slice(-Math.ceil(values.length / 3)), best = values[bestAt];
  if (!isLog(history) || third.length < LIMITS.fewest || best <= 0) return false;
  const least = Math.max(Math.log(1 + LIMITS.lasting), LIMITS.noises * noise(scaleFree(values)));
  return Math.log(lowest(third) / best) > least;
}

/** See {@linkcode rise}. */
type Risen = Omit<ReturnType<typeof rise>, "risen" | "bestAt" | "values">;

/** Where no later weights were better than the first there is no checkpoint to go back to. */
function again(history: History): string {
  const most = max([0, ...finite(history.learningRate ?? [])]);
  const isFar = isTransformer(history) && most > LIMITS.rateOfFineTuning;
  return `Start again with ${
    isFar
      ? `a rate of 1e-5 to 5e-5, usual where weights were trained before (here it came to ${
        formatNumber(most)
      })`
      : "a tenth of the learning rate or less"
  }, a warm-up, gradients clipped at norm 1.`;
}

/** Below ten points a single bend is mistaken for noise. */
function stableNoise(scaled: readonly number[]): number {
  return scaled.length < 10 ? 0 : noise(scaled);
}
