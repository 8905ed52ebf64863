import { median } from "simple-statistics";
import { ofCycles } from "../../cycles.ts";
import { accuracyOf, endLevel, shareRight } from "../../logged.ts";
import { once } from "../../once.ts";
import { keepsPace } from "../../pace.ts";
import type { History, Observation, Outcome, Rule } from "../../records.ts";
import {
  epochOf,
  finitePoints,
  indexOfLowest,
  isLog,
  laterHalf,
  lossNames,
  lowest,
  scaleFree,
  shapePoints,
  startsWithBlowUp,
  tail,
  theilSenSlope,
  trendPValue,
  unitOf,
} from "../../series.ts";
import { isBoosted } from "../../tools.ts";
import { formatCount, formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, explainedVariance, found, LEARNED, notTested } from "../outcome.ts";
import { openSchedule } from "../course/schedule_not_over.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("plateau");

/** What the end of a run looks like. */
interface Ending {
  readonly flat: boolean;
  /** Why the level is or is not good enough; `undefined` when nothing says. */
  readonly satisfied: boolean | undefined;
  readonly facts: {
    readonly best: number;
    readonly bestEpoch: number;
    readonly lastEpoch: number;
    readonly epochsWithoutImprovement: number;
    /** Mean of the last fifth. */
    readonly level: number;
    readonly changeOverLastFifth: number;
    readonly gainedSinceStart: number;
  };
}

export const plateau: Rule = {
  name: "plateau",
  watches: "running loss",
  predicate: `the last fifth falls by under ${formatPercent(LIMITS.flat)} (${
    formatPercent(LIMITS.flatByChance)
  } without a trend), the later half not at an even pace by more, and under ${
    formatPercent(LIMITS.gained)
  } of the first loss is gone`,
  remedy: "More epochs will not help; act on the root cause.",
  source: "SageMaker Debugger LossNotDecreasing",
  check: ofCycles(checkPlateau),
};

/** The running loss has stopped falling, at a level that is not good enough. */
function checkPlateau(observation: Observation): Outcome {
  const ending = readEnding(observation);
  if (ending === undefined) return notTested("It takes 8 epochs with a finite running loss.");
  const { flat, satisfied, facts } = ending;
  // what is flat while the rate is still high falls once more when it comes down
  const isOver = openSchedule(observation.history) === undefined;
  const goesOn = isLog(observation.history) && keepsFalling(shapePoints(observation.history).values);
  if (!flat || goesOn || satisfied === true || satisfied === undefined && !isOver) return clear(facts);
  return found(
    satisfied === false ? "warning" : "info",
    `${satisfied === false || !isLog(observation.history) ? "Plateau" : "Flat"}${
      ofWhat(observation.history)
    } near ${formatNumber(facts.level)}${sinceWhen(observation.history, facts)}`,
    facts,
  );
}

/** Whether a loss falls through its later half at an even pace, and by something: a fifth of a short run, or of a slow one, is too little to show it. */
function keepsFalling(values: readonly number[]): boolean {
  const half = laterHalf(scaleFree(values));
  return trendPValue(half, "down") < LIMITS.fallsSurely &&
    theilSenSlope(half) * (half.length - 1) < -LIMITS.flat && keepsPace(half, tail(half), -1);
}

/** Of what a plateau is one, where a log holds more than one curve. */
function ofWhat(history: History): string {
  const isAlone = !isLog(history) || history.heldOutLoss === undefined;
  return isAlone ? "" : ` of the ${lossNames(history).running}`;
}

/** When there was progress last. Of steps the lowest is the luckiest batch and says nothing. */
function sinceWhen(history: History, { best, bestEpoch, epochsWithoutImprovement }: Ending["facts"]): string {
  const unit = unitOf(history), { values } = finitePoints(history, history.heldOutLoss ?? []);
  if (isLog(history) && values.length >= 3 && indexOfLowest(values) === values.length - 1) {
    return `; the ${lossNames(history).heldOut} is at its lowest at the end (${
      formatNumber(lowest(values))
    })`;
  }
  if (history.unit === "step") return "";
  return epochsWithoutImprovement === 0
    ? `: lowest at the end, ${formatNumber(best)}`
    : `: best ${formatNumber(best)} at ${unit} ${bestEpoch}, ${
      formatCount(epochsWithoutImprovement, unit)
    } ago`;
}

export const convergence: Rule = {
  name: "convergence",
  watches: "running loss",
  predicate: `the last fifth is as flat and ${
    formatPercent(LIMITS.satisfied)
  } of the first loss is gone, or the target reached; of a log also ${
    formatPercent(LIMITS.learned)
  } of it, or where answers were counted ${formatPercent(LIMITS.goodShare)} of them right`,
  remedy: "Stop here.",
  source: "definition",
  settles: "ending",
  check: ofCycles(checkConvergence),
};

/** The running loss has stopped falling, at a good level. */
function checkConvergence(observation: Observation): Outcome {
  const ending = readEnding(observation);
  if (ending === undefined) return notTested("It takes 8 epochs with a finite running loss.");
  const { flat, satisfied, facts } = ending;
  if (!flat || satisfied !== true) return clear(facts);
  return found(
    "info",
    `Converged: the ${lossNames(observation.history).running} has settled near ${formatNumber(facts.level)}`,
    facts,
  );
}

/** Whether the running loss stands still at its end, at whatever level. */
export function isFlat(observation: Observation): boolean {
  return readEnding(observation)?.flat === true;
}

/** Flat: the last fifth falls by next to nothing, or by little and no more consistently than chance. */
const readEnding = once(({ history, evidence }: Observation): Ending | undefined => {
  const points = shapePoints(history);
  if (points.values.length < 8) return undefined;
  const end = tail(scaleFree(points.values), 5);
  const change = theilSenSlope(end) * (end.length - 1);
  const chance = trendPValue(end, "down");
  const all = isLog(history) && history.stageStarts !== undefined ? points : finitePoints(history);
  const best = indexOfLowest(all.values);
  const lastEpoch = epochOf(history, history.trainLoss.length - 1);
  const level = tail(points.values, 5).reduce((a, b) => a + b) / end.length;
  const start = points.values[startsWithBlowUp(points.values) ? 1 : 0];
  const gained = lowest(points.values) > 0 ? 1 - level / start : NaN;
  return {
    flat: change > -LIMITS.flat || change > -LIMITS.flatByChance && chance > LIMITS.byChance,
    satisfied: isSatisfied({ history, evidence }, all.values[best], gained),
    facts: {
      best: all.values[best],
      bestEpoch: all.at[best],
      lastEpoch,
      epochsWithoutImprovement: lastEpoch - all.at[best],
      level,
      changeOverLastFifth: change,
      gainedSinceStart: gained,
    },
  };
});

/**
 * What was trained before, in another stage too, gains little, and shows it on unseen rows: their loss is at its best in the last fifth, and lower than at
 * first. Where none was logged the training loss has to fall more consistently than chance.
 */
export function isFineTuning(history: History): boolean {
  if (!isLog(history)) return false;
  if (history.stageStarts !== undefined) return true;
  if (history.heldOutLoss === undefined) {
    return trendPValue(shapePoints(history).values, "down") < LIMITS.fallsSurely;
  }
  const { values } = finitePoints(history, history.heldOutLoss);
  const best = indexOfLowest(values);
  return values.length >= 3 && best >= values.length - Math.max(1, Math.ceil(values.length / 5)) &&
    values[best] < (1 - LIMITS.fineTuned) * values[0];
}

/** Whether the held-out answers of a log, or where none were counted the fall of its loss, show that something was learned. */
function hasLearned(history: History, gained: number): boolean {
  const right = shareRight(history);
  return right === undefined
    ? gained >= LIMITS.learned && gainsLater(history)
    : right.share >= LIMITS.goodShare;
}

/**
 * Whether a log's loss came down by more than what the first epochs take off: those find where the answers lie on the whole (the mean of
 * the targets, how often each class is right), which a bias alone learns.
 */
function gainsLater(history: History): boolean {
  const { values } = shapePoints(history), settled = values.slice(LIMITS.settle);
  return history.unit !== "epoch" || lowest(values) <= 0 ||
    median(tail(settled, 5) as number[]) < (1 - LIMITS.satisfied) * settled[0];
}

function isAccurate(history: History): boolean {
  const accuracy = accuracyOf(history, "validation", "test");
  return accuracy !== undefined && endLevel(accuracy) > LIMITS.accurate;
}

/** By the target if there is one, else by explained variance, else by how much of the first loss is gone. */
function isSatisfied({ history, evidence }: Observation, best: number, gained: number): boolean | undefined {
  const { targetLoss } = history.settings;
  if (targetLoss !== undefined) return (evidence.frozen?.testMse ?? best) < targetLoss;
  const explained = explainedVariance(evidence);
  if (explained !== undefined) return explained >= LEARNED;
  if (gained >= LIMITS.satisfied && (!isLog(history) || hasLearned(history, gained))) {
    return true;
  }
  // what settles within an epoch, or was trained before, gains little after it
  if (
    isLog(history) &&
    (startsWithBlowUp(history.trainLoss as number[]) || isFineTuning(history) || isAccurate(history) ||
      // trees start from the mean of the targets, and how much they can explain of those nothing says
      isBoosted(history) && history.heldOutLoss !== undefined)
  ) {
    return undefined;
  }
  return gained < LIMITS.gained ? false : undefined;
}
