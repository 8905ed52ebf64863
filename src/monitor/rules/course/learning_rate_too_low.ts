import { max, mean, min } from "simple-statistics";
import { ACCURACY, asShares, endLevel, finite, leadingRate, metricsLike, seriesOf } from "../../logged.ts";
import type { History, Observation, Outcome, Rule, Series } from "../../records.ts";
import {
  epochOf,
  isLog,
  lowest,
  noise,
  scaleFree,
  shapePoints,
  theilSenSlope,
  trendPValue,
} from "../../series.ts";
import { isBoosted, isTransformer, isYolo } from "../../tools.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, explainedVariance, found, notTested, speaksFor, WORKS } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("learning-rate-too-low");

export const learningRateTooLow: Rule = {
  name: "learning-rate-too-low",
  watches: "the same run at a higher rate; else a slow, straight descent",
  predicate: `the higher rate leaves under ${
    formatPercent(LIMITS.gain)
  } of the error; else the loss has fallen by under ${formatPercent(LIMITS.fallen)} (of a log: ${
    formatPercent(LIMITS.fallenOfLog)
  }), ${LIMITS.noises} times its noise, at the end at least 1/${LIMITS.slowing} as fast as at first and under ${LIMITS.faster} times; at a rate over ${LIMITS.usualRate} it was trained too little`,
  remedy: "Multiply the learning rate by ten and compare.",
  settles: "budget",
  source: "Smith 2017; AutoTrainer, slow convergence",
  check,
};

/**
 * Measured where a higher rate was tried: it more than halves the error. Else suspected, from a loss that falls
 * steadily, at the end nearly as fast as at the beginning (for its learning rate, where the rate decays), and yet has come
 * down by little, though by far more than its noise. Watches the held-out loss where there is one.
 */
function check({ history, evidence }: Observation): Outcome {
  const explained = explainedVariance(evidence);
  if (explained !== undefined && explained >= WORKS) return clear({ explainedVariance: explained });
  const higher = evidence.rateProbes?.filter(({ factor }) => factor > 1) ?? [];
  if (higher.length > 0 && evidence.frozen !== undefined) {
    const { testMse } = evidence.frozen;
    const best = higher.reduce((a, b) => b.testMse < a.testMse ? b : a);
    const facts = { testMse, factor: best.factor, testMseAtFactor: best.testMse };
    if (!(best.testMse < LIMITS.gain * testMse)) return clear(facts);
    return found(
      "critical",
      `The learning rate is too low: at ${formatNumber(best.factor)} times the rate the error is ${
        formatNumber(best.testMse)
      }, not ` +
        formatNumber(testMse),
      facts,
      [speaksFor("learning rate", 3)],
    );
  }
  // trees are added at one pace: what they lack yet more of them give, and a signal that is weak no rate makes stronger
  if (isBoosted(history)) return clear();
  const rates = finite(history.learningRate ?? []);
  // AdamW, the trainer's optimiser, is used with less: a loss that crawls at this rate has another reason
  if (isTransformer(history) && rates.length > 0 && max(rates) > LIMITS.usualRate) {
    return clear({ largestRate: max(rates) });
  }
  const values = whileTheRateHolds(history, history.heldOutLoss ?? history.trainLoss);
  if (values.length < 10 || lowest(values) <= 0) {
    return notTested(
      "It takes 10 losses above zero while the rate is high, or the same run at ten times the rate.",
    );
  }
  const scaled = scaleFree(values);
  const third = Math.floor(values.length / 3);
  const early = theilSenSlope(scaled.slice(0, third)), late = theilSenSlope(scaled.slice(-third));
  const fallen = 1 - values[values.length - 1] / values[0];
  const remedy = withinWarmUp(history);
  // a rate that was still being raised has not decayed, and tells nothing of how fast the loss has to fall
  const decay = remedy === undefined ? rateDecay(history.learningRate ?? []) : 1;
  const most = isLog(history) ? LIMITS.fallenOfLog : LIMITS.fallen;
  const facts = {
    slopeEarly: early,
    slopeLate: late,
    rateDecay: decay,
    fallen,
    trendPValue: trendPValue(scaled, "down"),
  };
  const steady = late < 0 && late / decay < early / (decay === 1 ? LIMITS.slowing : LIMITS.slowingOfDecay) &&
    facts.trendPValue < LIMITS.byChance;
  const smooth = fallen > LIMITS.noises * noise(scaled);
  const training = finite(history.trainLoss);
  const gained = metricsLike(history, ACCURACY).some(({ values }) => {
    const shares = asShares(values);
    return endLevel(shares) - shares[0] > LIMITS.accuracyGained;
  });
  const learned = gained || isLog(history) && training.length > 0 &&
      1 - training[training.length - 1] / training[0] > LIMITS.fallen;
  // what falls ever faster at a rate that is not raised has only begun to learn, and at a rate that is enough
  const begins = isLog(history) && remedy === undefined && early < 0 && late < LIMITS.faster * early;
  if (!(steady && smooth && fallen > 0 && fallen < most && !learned) || begins) return clear(facts);
  const outcome = found(
    "warning",
    `The learning rate looks too low: the loss falls steadily but by ${formatNumber(100 * fallen)}% in all`,
    facts,
    [speaksFor("learning rate", 2)],
  );
  if (remedy !== undefined) return { ...outcome, remedy };
  const peak = largestRate(history);
  if (peak === undefined || peak <= LIMITS.usualRate) return outcome;
  return {
    ...found(
      "warning",
      `Trained too little: the loss falls steadily but by ${
        formatNumber(100 * fallen)
      }% in all, at a usual rate (${formatNumber(peak)} at most)`,
      { ...facts, rate: peak },
      [speaksFor("training budget", 2)],
    ),
    called: "TRAINED TOO LITTLE",
    remedy:
      "Train several times as long, or begin with weights that were trained before; look at a few rows beside their labels first.",
  };
}

/** Of a log the largest rate of the group of parameters that had the lowest: parts of a network may be trained at a fraction. */
function largestRate(history: History): number | undefined {
  const peaks = seriesOf(history, "learning rate").map(({ values }) => max([0, ...finite(values)]));
  return peaks.length === 0 ? undefined : min(peaks);
}

/**
 * What to do where a run of YOLO is over before its warm-up: in that the rate of the biases comes down from 0.1 while those of the weights
 * rise from 0, and all are the same after it (Ultralytics, `warmup_bias_lr`).
 */
function withinWarmUp(history: History): string | undefined {
  const weights = leadingRate(history.series ?? []), rate = weights?.values.at(-1) ?? NaN;
  const biases = seriesOf(history, "learning rate").find(({ values }) =>
    values[values.length - 1] < values[0] && values[values.length - 1] > LIMITS.groupsApart * rate
  );
  if (!isYolo(history) || weights === undefined || biases === undefined) return undefined;
  return `Train ten times as long first: the warm-up had not ended (${biases.name} ${
    formatNumber(biases.values[biases.values.length - 1])
  } for biases, ${weights.name} ${
    formatNumber(rate)
  } for weights), so that nothing was trained at the full rate; warm up for a tenth of the epochs at most, and look at a few labels drawn on their pictures.`;
}

/** Values up to where a decaying rate has come far down: what stands still after that, stands for its sake. */
function whileTheRateHolds(history: History, series: Series): readonly number[] {
  const { at, values } = shapePoints(history, series);
  const rates = history.learningRate ?? [], largest = finite(rates).reduce((a, b) => Math.max(a, b), 0);
  const held = rates.findLastIndex((rate) => rate !== null && rate >= LIMITS.held * largest);
  if (held < 0 || held >= rates.length - 1) return values;
  const last = epochOf(history, held);
  return values.slice(0, at.filter((place) => place <= last).length);
}

/** Mean learning rate of the last third over that of the first; 1 for a constant or unknown rate. */
function rateDecay(rates: Series): number {
  const known = rates.filter((rate): rate is number => rate !== null && rate > 0);
  const third = Math.floor(known.length / 3);
  return third === 0 ? 1 : mean(known.slice(-third)) / mean(known.slice(0, third));
}
