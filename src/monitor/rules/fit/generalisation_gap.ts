import { median } from "simple-statistics";
import { byCycles } from "../../cycles.ts";
import { dearestLoss } from "../../guessing.ts";
import {
  accuracyOf,
  endLevel,
  everyTermApart,
  finite,
  indexOfBest,
  leadingLoss,
  leadingMetric,
  shareRight,
} from "../../logged.ts";
import type { History, Observation, Outcome, Rule } from "../../records.ts";
import {
  bestOf,
  endOf,
  firstFrom,
  indexOfLowest,
  isLog,
  lossNames,
  lowest,
  noise,
  shapePoints,
  tail,
  theilSenSlope,
  trendPValue,
} from "../../series.ts";
import { isBoosted } from "../../tools.ts";
import { formatNumber } from "../../../text/mod.ts";
import { isErratic } from "../erratic_validation.ts";
import { heldOutJumps } from "../jumps.ts";
import {
  clear,
  explainedVariance,
  found,
  levelOf,
  notTested,
  speaksAgainst,
  speaksFor,
  WORKS,
} from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("generalisation-gap");

const HOW = "Record the loss on held-out rows each epoch, with frozen weights.";

export const generalisationGap: Rule = {
  name: "generalisation-gap",
  watches: "test minus training error",
  predicate:
    `interval above zero and a quarter of the error; else held-out over ${LIMITS.times} times the running loss; no alarm where accuracies lie within ${LIMITS.accuracyApart}, the metric is at its best, held-out loss or metric have gained since the middle and end at their best, boosted trees end near their lowest held-out loss, validation is erratic, the losses lie no further apart than at the first evaluation and held-out rows end at their best, or it was there from the first epochs on and not in every term of the loss; without a held-out loss accuracies that lie further apart, and held-out rows that gain no more`,
  remedy: "Add data or regularisation; check that both sets follow one distribution.",
  source: "Hastie, Tibshirani and Friedman, section 7.2",
  check,
};

/**
 * Unseen rows cost clearly more than training rows. By the interval of the difference where one was measured;
 * else the held-out loss is more than twice the running loss, and by a tenth of the first loss.
 */
function check({ history, evidence }: Observation): Outcome {
  const gap = evidence.frozen?.gap;
  if (gap !== undefined && evidence.frozen !== undefined) {
    const { testMse } = evidence.frozen;
    const facts = { gap: gap.value, low: gap.low, high: gap.high, testMse };
    if (!(gap.low > 0 && gap.value > testMse / 4)) return clear(facts);
    return found(
      (explainedVariance(evidence) ?? 0) >= WORKS ? "info" : "warning",
      `Generalisation gap: ${formatNumber(gap.value)} of the test MSE of ${
        formatNumber(testMse)
      } is not there on training rows`,
      facts,
      [speaksFor("regularisation", 2)],
    );
  }
  // where the rate is raised again the ends of the cycles tell how far the losses have come
  const ends = byCycles(history);
  if (history.heldOutLoss === undefined) return betweenAccuracies(ends) ?? notTested(HOW);
  const running = shapePoints(ends).values, heldOut = shapePoints(ends, ends.heldOutLoss).values;
  if (running.length < 2 || heldOut.length < 2) return notTested("It takes 2 epochs with both losses.");
  const [train, held] = [median(tail(running) as number[]), endOf(heldOut)];
  const [own, others] = [history.trainLoss, history.heldOutLoss].map((losses) =>
    median(shapePoints(history, losses).values.slice(0, 3))
  );
  const early = others > LIMITS.times * own;
  // where the rows differ, or their evaluation does, each term shows it
  const ofOneTerm = early && !everyTermApart(history, LIMITS.times, endLevel),
    hasClosed = held - train < LIMITS.closed * (others - own),
    fromTheStart = early && !ofOneTerm && !hasClosed && !answersFollow(history);
  const facts = { runningLoss: train, heldOutLoss: held, ratio: held / train, fromTheStart };
  const wide = train > 0 && held > LIMITS.times * train && held - train > LIMITS.ofFirst * running[0];
  // what jumps by factors has no level of its own to be above another
  if (!wide || isSaturated(ends, heldOut) || isErratic(history) || !early && hasCostNothing(ends)) {
    return clear(facts);
  }
  const { targetVariance } = evidence;
  const fitted = targetVariance !== undefined && train < LIMITS.fitted * targetVariance;
  const harmless = (explainedVariance(evidence) ?? 0) >= WORKS ||
    ofOneTerm ||
    isHarmless(ends, heldOut, evidence.recorded?.program.heldOut?.inputs?.shape?.[0]);
  const right = isLog(history) ? shareRight(history) : undefined;
  const poor = right !== undefined && right.share < LIMITS.poor
    ? `, and ${right.name} ends at ${formatNumber(right.share, 2)}`
    : "";
  const outcome = found(
    harmless ? "info" : "warning",
    `Generalisation gap: ${lossNames(history).heldOut} ${levelOf(held, heldOut)} against a ${
      lossNames(history).running
    } of ${levelOf(train, running)}${poor}${answersAsWell(history)}`,
    facts,
    fitted ? FITTED : [speaksFor("regularisation", 2)],
  );
  return isLog(history) ? { ...outcome, remedy: wayOut(history, fromTheStart) } : outcome;
}

/**
 * Where no held-out loss was logged: training rows are answered better by as much as is an alarm beside losses, and the others gain
 * no more.
 */
function betweenAccuracies(history: History): Outcome | undefined {
  const seen = accuracyOf(history, "train"), unseen = accuracyOf(history, "validation", "test");
  if (!isLog(history) || seen === undefined || unseen === undefined) return undefined;
  if (unseen.length < LIMITS.fewest) return undefined;
  const [train, held] = [endLevel(seen), endLevel(unseen)];
  const then = endLevel(unseen.slice(0, Math.ceil(2 * unseen.length / 3)));
  const facts = { trainAccuracy: train, heldOutAccuracy: held, gained: held - then };
  const gains = held - then >= LIMITS.metricNear || endsGaining(unseen, 1);
  if (!(train - held > LIMITS.accuracyApart) || gains) return clear(facts);
  return {
    ...found(
      "warning",
      `Generalisation gap: accuracy ${levelOf(train, seen)} in training against ${
        levelOf(held, unseen)
      } on held-out rows, which have gained no more in the last third`,
      facts,
      [speaksFor("regularisation", 2)],
    ),
    remedy: wayOut(history, false),
  };
}

/** What is there in the first epochs was not learned: then the sets or their evaluation differ; else the network fits its rows further than helps others. */
function wayOut(history: History, fromTheStart: boolean): string {
  if (isBoosted(history)) {
    return "Use the trees up to the best round, which early_stopping_rounds stops near and best_iteration names; then less depth or fewer leaves, more rows a leaf, a lower rate, one at a time.";
  }
  return fromTheStart
    ? "The gap is there from the first epochs on: evaluate some training rows the way the held-out ones are (evaluation mode, preprocessing, the same terms in both losses); if they come out well, the rows differ: another source or split. Then more data, augmentation or weight decay."
    : "More epochs widen the gap and help other rows little: stop where the held-out measure is best; then augmentation, weight decay, dropout or more data, one at a time.";
}

/** Whether all training rows are answered right, and held-out ones not far behind: the sets are alike, and the loss of what is known by heart is near 0 early. */
function answersFollow(history: History): boolean {
  const seen = accuracyOf(history, "train"), unseen = accuracyOf(history, "validation", "test");
  if (seen === undefined || unseen === undefined) return false;
  const [train, held] = [endLevel(seen), endLevel(unseen)];
  return train > LIMITS.saturated && train - held < LIMITS.accuracyApart;
}

/**
 * Whether the losses of a log lie no further apart than they did at the first evaluation, while held-out rows are at their best at the end by
 * their loss and their metric: what lies between them is a matter of scale (a sum, a penalty, dropout), or was there before anything was learned.
 */
function hasCostNothing(history: History): boolean {
  const loss = leadingLoss(history, "validation", "test"), train = shapePoints(history);
  const metric = leadingMetric(history, "validation", "test");
  if (!isLog(history) || loss === undefined || loss.values.length < LIMITS.fewest) return false;
  const seen = train.values[Math.min(firstFrom(train.at, loss.at[0]), train.at.length - 1)];
  const apart = endLevel(loss.values) - endLevel(train.values);
  return apart <= loss.values[0] - seen &&
    [loss, ...(metric === undefined ? [] : [metric])].every((series) =>
      indexOfBest(series) === series.values.length - 1
    );
}

/** Nearly all held-out rows answered right, and at no cost that grows: the two losses may well be reckoned in different ways. */
function isSaturated(history: History, heldOut: readonly number[]): boolean {
  if (!isLog(history)) return false;
  const best = lowest(heldOut);
  return (shareRight(history)?.share ?? 0) > LIMITS.saturated &&
    endOf(heldOut) < Math.max((1 + LIMITS.lossNear) * best, best + limitsOf("answers-stand").nats);
}

/** Losses of a network that fits its rows lie far apart while its answers do not, and a held-out loss may still be falling. */
function isHarmless(history: History, heldOut: readonly number[], rows = Infinity): boolean {
  if (!isLog(history)) return false;
  if (heldOutJumps(history)) return true;
  // a metric that is next to nothing excuses no gap
  const isPoor = (shareRight(history)?.share ?? 1) < LIMITS.poor;
  const level = median(tail(heldOut) as number[]);
  const train = accuracyOf(history, "train"), held = accuracyOf(history, "validation", "test");
  const classes = Math.max(2, Math.round(Math.exp(finite(history.trainLoss)[0])));
  // what such answers can cost at most, of a classifier that knows how sure it may be
  const sure = held === undefined ? Infinity : LIMITS.dear * dearestLoss(endLevel(held), classes);
  if (!isPoor && (level < sure && stillGains(history, heldOut) || endsAtNewBest(history, heldOut))) {
    return true;
  }
  // at its lowest at the end, a loss has cost nothing yet
  const atItsBest = level < (1 + LIMITS.lossNear) * heldOut[indexOfLowest(heldOut)];
  // each round of trees fits what the rounds before left of the training rows: only the held-out loss tells when to stop
  if (isBoosted(history)) return atItsBest;
  if (train !== undefined && held !== undefined) {
    const [seen, unseen] = [endLevel(train), endLevel(held)];
    // of few rows an accuracy is known to two deviations of its own
    const open = 2 * Math.sqrt(unseen * (1 - unseen) / rows);
    return seen - unseen < LIMITS.accuracyApart + open && (level < sure || atItsBest);
  }
  const metric = leadingMetric(history, "validation", "test");
  if (isPoor) return false;
  if (metric !== undefined && indexOfBest(metric) >= 0) {
    const best = metric.values[indexOfBest(metric)], end = endLevel(metric.values);
    const isLate = indexOfBest(metric) >= metric.values.length - Math.max(1, metric.values.length / 5);
    if (isLate || Math.abs(end - best) < LIMITS.metricNear * Math.abs(best)) return true;
  }
  return indexOfLowest(heldOut) === heldOut.length - 1 &&
    trendPValue(tail(heldOut, 5), "down") < LIMITS.byChance;
}

/** Whether held-out rows gain to the end, by the metric that leads or by their loss: however far training is ahead, it helps them. */
function stillGains(history: History, heldOut: readonly number[]): boolean {
  const metric = leadingMetric(history, "validation", "test");
  // a few more right answers do not excuse it where most are wrong and their loss has turned
  const hasTurned = (shareRight(history)?.share ?? 1) < LIMITS.low &&
    endOf(heldOut) > (1 + LIMITS.lossNear) * lowest(heldOut);
  return endsGaining(heldOut, -1) ||
    metric !== undefined && !hasTurned &&
      endsGaining(finite(metric.values), metric.better === "higher" ? 1 : -1);
}

/**
 * Whether the loss and the metric of held-out rows both are at their best at the last evaluation, by far more than they were before the last
 * third: amid noise a trend takes many evaluations to be seen, but two measures seldom end at a new best by luck.
 */
function endsAtNewBest(history: History, heldOut: readonly number[]): boolean {
  const metric = leadingMetric(history, "validation", "test");
  return metric !== undefined && isNewBest(heldOut, -1) &&
    isNewBest(finite(metric.values), metric.better === "higher" ? 1 : -1);
}

function isNewBest(values: readonly number[], sign: number): boolean {
  const last = values[values.length - 1],
    before = bestOf(values.slice(0, Math.ceil(2 * values.length / 3)), sign);
  return values.length >= LIMITS.laterLeast && last === bestOf(values, sign) &&
    sign * (last - before) > LIMITS.newBest * Math.abs(before);
}

/** Whether values have got better since the middle, by more than next to nothing and with a trend, and end at their best but for their noise. */
function endsGaining(values: readonly number[], sign: number): boolean {
  if (values.length < 3) return false;
  const later = values.slice(-Math.max(LIMITS.laterLeast, Math.ceil(values.length / 2)));
  const best = bestOf(values, sign), end = median(tail(values) as number[]);
  // of so few that no trend can be seen each is better than the one before
  if (values.length < LIMITS.laterLeast) {
    return values.every((value, i) => i === 0 || sign * (value - values[i - 1]) > 0) &&
      sign * (best - values[values.length - 2]) > LIMITS.gained * Math.abs(best);
  }
  return sign * theilSenSlope(later) * (later.length - 1) > LIMITS.gained * Math.abs(best) &&
    trendPValue(later, sign > 0 ? "up" : "down") < LIMITS.byChance &&
    sign * (best - end) < Math.max(LIMITS.lossNear * Math.abs(best), LIMITS.nearNoises * noise(values));
}

/** What the measure that the task is compared by says against a gap: it is as good on held-out rows as on the others. */
function answersAsWell(history: History): string {
  const held = leadingMetric(history, "validation", "test"), train = leadingMetric(history, "train");
  if (!isLog(history) || held === undefined || train === undefined) return "";
  const [plain, own] = [held, train].map(({ name }) => name.toLowerCase().replace(SPLIT, ""));
  const sign = held.better === "higher" ? 1 : -1;
  const unseen = endLevel(held.values), seen = endLevel(train.values);
  return plain === own && sign * (unseen - seen) >= 0
    ? `, though ${held.name} is no worse (${levelOf(unseen, held.values)}) than in training (${
      levelOf(seen, train.values)
    })`
    : "";
}

/** What a name says of its rows. */
const SPLIT = /^(train(ing)?|val(id(ation)?)?|test|eval)[ _./-]/;

/** A network that fits what it is trained on had the rate, the time and the units to do so. */
const FITTED = [
  speaksFor("regularisation", 3),
  ...(["learning rate", "training budget", "capacity"] as const).map((cause) => speaksAgainst(cause, 2)),
];
