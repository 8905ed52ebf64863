import { max } from "simple-statistics";
import { gainsNoMore, patienceThatEnded } from "../../gains_no_more.ts";
import { finite } from "../../logged.ts";
import { once } from "../../once.ts";
import type { History, Observation, Outcome, Rule } from "../../records.ts";
import { isLog, unitOf } from "../../series.ts";
import { formatPercent } from "../../../text/mod.ts";
import { clear, found, speaksFor } from "../outcome.ts";
import { isPerfect } from "./stopped_while_improving.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("schedule-not-over");

/** A loss that is flat while the rate is still high falls once more when the rate comes down: nothing has converged yet. */
export const scheduleNotOver: Rule = {
  name: "schedule-not-over",
  watches: "steps done of those planned; where no plan stands in the file, the learning rate on its way down",
  predicate: `under ${formatPercent(LIMITS.done)} of the plan is done; or the rate has come down by ${
    formatPercent(LIMITS.fallen)
  } or more in a line or ever faster, still does, and ${
    formatPercent(LIMITS.left)
  } of it are left; or it has only risen so far; of none whose held-out rows gained nothing in the second half of a run that is through half of its schedule, nor of one that a YOLO's patience ended`,
  remedy: "Let it go on to the end of its schedule, or resume it there, and judge it then.",
  source: "Loshchilov and Hutter 2017, SGDR; documentation of Hugging Face's Trainer, max_steps",
  readsSeries: true,
  settles: "outcome",
  check,
};

function check({ history }: Observation): Outcome {
  const open = openSchedule(history);
  if (open === undefined) return clear();
  if (isPerfect(history)) return clear({ perfect: true });
  const { done, of, rateLeft, warmsUp } = open;
  if (warmsUp) {
    const isOver = done >= LIMITS.done * of, at = `${unitOf(history)} ${done}`;
    const outcome = found(
      isOver ? "warning" : "info",
      isOver
        ? `The warm-up never ended: at ${at} of ${of} the rate still rises to its first height, so that most of the run went by at a fraction of it`
        : `The schedule has not ended: at ${at} the rate still rises to its first height (warm-up)`,
      { done, warmsUp, isOver },
    );
    return {
      ...outcome,
      called: isOver ? "THE WARM-UP NEVER ENDED" : "NO ALARM: STILL IN WARM-UP",
      remedy: "Train for longer, or warm up for fewer steps: most of the training comes after the warm-up.",
    };
  }
  const ends = endsBefore(history, open);
  if (ends !== undefined) {
    const unit = unitOf(history);
    const outcome = found(
      "warning",
      `The schedule does not fit the plan: the rate comes down in a line to 0 at about ${unit} ${ends}, of ${of} planned`,
      { done, of, ends },
      [speaksFor("learning rate", 2)],
    );
    return { ...outcome, called: "THE SCHEDULE ENDS LONG BEFORE THE PLAN", remedy: FIT };
  }
  const rate = rateLeft === undefined ? "" : `the rate is at ${formatPercent(rateLeft)} of its largest`;
  const place = `${unitOf(history)} ${done} of ${of} (${formatPercent(done / of)})`;
  return found(
    "info",
    of === Infinity
      ? `The schedule has not ended: ${rate} and still comes down`
      : `The schedule has not ended: ${place}${rate === "" ? "" : `, ${rate}`}`,
    { done, ...(of === Infinity ? {} : { of }), rateLeft: rateLeft ?? null },
  );
}

/** What is still to come of a schedule. */
interface OpenSchedule {
  readonly done: number;
  /** Infinite where the file says nothing of it. */
  readonly of: number;
  /** Last learning rate over the largest. */
  readonly rateLeft?: number;
  /** Whether the rate has only risen so far. */
  readonly warmsUp?: true;
}

/** The schedule of a log where it has not come to its end. */
export const openSchedule = once((history: History): OpenSchedule | undefined => {
  const { at, trainLoss, learningRate = [], planned } = history;
  if (!isLog(history)) return undefined;
  const rates = finite(learningRate), most = rates.length === 0 ? 0 : Math.max(0, max(rates as number[]));
  const done = at?.at(-1) ?? trainLoss.length;
  if (isWarmingUp(rates)) return { done, of: Infinity, ...planned, warmsUp: true };
  const left = most > 0 ? { rateLeft: rates[rates.length - 1] / most } : {};
  // who has long gained nothing is not told to wait for the end of a schedule
  const isThroughHalf = planned !== undefined
    ? 2 * planned.done >= planned.of
    : 2 * (left.rateLeft ?? 1) <= 1;
  if (isThroughHalf && gainsNoMore(history) || patienceThatEnded(history) !== undefined) return undefined;
  if (planned !== undefined) {
    return planned.done < LIMITS.done * planned.of ? { ...planned, ...left } : undefined;
  }
  return isOnItsWay(rates, most) ? { done, of: Infinity, ...left } : undefined;
});

/** Whether there is more of a run to come. */
export function isStillRunning(history: History): boolean {
  return history.inProgress === true || openSchedule(history) !== undefined;
}

const FIT =
  "Give the schedule the length of the plan, counted as it is stepped (T_max, total_iters, num_training_steps: epochs or batches), and begin anew: what is trained at a rate of 0 learns nothing.";

/** Where a rate that has come down in a line since the first entry would be at 0, if that is long before the end of the plan. */
function endsBefore({ learningRate = [] }: History, { done, of }: OpenSchedule): number | undefined {
  const rates = finite(learningRate), count = rates.length, last = rates[count - 1];
  if (of === Infinity || count < LIMITS.fewest || count !== learningRate.length) return undefined;
  const step = (rates[0] - last) / (count - 1);
  const isLine = step > 0 &&
    rates.every((rate, i) => Math.abs(rates[0] - i * step - rate) < LIMITS.offLine * rates[0]);
  const ends = Math.round(done + last / step * done / count);
  return isLine && ends < LIMITS.ofPlan * of ? ends : undefined;
}

/** Whether a rate has done nothing but rise, to the last; two entries of one step have the same. */
function isWarmingUp(rates: readonly number[]): boolean {
  if (!rates.every((rate, i) => i === 0 || rate >= rates[i - 1])) return false;
  const rises = rates.filter((rate, i) => i > 0 && rate > rates[i - 1]).length;
  return rates.length >= LIMITS.rising && rises >= LIMITS.mostly * (rates.length - 1) &&
    rates[rates.length - 1] > rates[rates.length - 2] &&
    rates[rates.length - 1] > (1 + LIMITS.fallen) * rates[0];
}

/**
 * Whether a rate is on its way to an end that it has not reached. Schedules that have an end (linear, cosine, polynomial) come
 * down in a line or ever faster until then, in steps too small to be drops; those without one (exponential, inverse square root)
 * come down ever slower.
 */
function isOnItsWay(rates: readonly number[], most: number): boolean {
  const way = rates.slice(rates.findLastIndex((rate) => rate >= LIMITS.top * most));
  if (way.length < LIMITS.fewest || !way.every((rate, i) => i === 0 || rate <= way[i - 1])) return false;
  const [first, middle, last] = [way[0], way[(way.length - 1) >> 1], way[way.length - 1]];
  const isGradual = () => new Set(way).size >= way.length / 4;
  const recent = Math.ceil(way.length / 10), pace = (first - last) / (way.length - 1);
  const stillFalls = way[way.length - 1 - recent] - last > recent * pace / 2;
  // tools log the rate of an update that is done: two entries on it is over
  const isEnding = last - 2 * pace < LIMITS.ending * first;
  return stillFalls && !isEnding && last > LIMITS.left * first && last < (1 - LIMITS.fallen) * first &&
    middle - last > LIMITS.straight * (first - middle) && isGradual();
}
