/**
 * Warm restarts: a rate that comes down and is raised again, several times (Loshchilov and Hutter 2017, SGDR). The losses rise with it,
 * as they are meant to; what a cycle came to shows at its end, and only ends are compared.
 *
 * @module
 */
import { max, min } from "simple-statistics";
import { once } from "./once.ts";
import type { History, LoggedSeries, Observation, Series } from "./records.ts";
import { bestOf, entriesAt, epochOf, finitePoints, isLog, noise, type Points, scaleFree } from "./series.ts";
import { limitsOf } from "./thresholds.ts";

const LIMITS = limitsOf("cycles");

/** The cycles of a log: the last place of each that is over, and whether the rate that was logged shows them. */
export interface Cycles {
  readonly ends: readonly number[];
  readonly byRate: boolean;
}

/** See {@linkcode Cycles}; `undefined` where the rate was not raised again twice. */
export const cyclesOf = once((history: History): Cycles | undefined => {
  if (!isLog(history) || history.stageStarts !== undefined) return undefined;
  const rates = finitePoints(history, history.learningRate ?? []);
  const byRate = endsOfRate(rates);
  if (byRate.length >= LIMITS.fewest) return { ends: asTrained(history, byRate), byRate: true };
  // a rate that was logged and not raised makes no cycles
  const ends = rates.values.length > 0 ? [] : endsOfWaves(history);
  return ends.length >= LIMITS.fewestWaves ? { ends, byRate: false } : undefined;
});

/** Entries of the longest cycle, which no patience may be shorter than. */
export function longestCycle(history: History, at: readonly number[]): number {
  const spans = spansOf(cyclesOf(history)?.ends ?? [], at);
  return spans.reduce((longest, { from, to }) => Math.max(longest, to - from), 0);
}

/** Of each cycle the index of its first entry, and that of the first entry after it. */
function spansOf(ends: readonly number[], at: readonly number[]) {
  let to = 0;
  return ends.map((end) => {
    const from = to;
    while (to < at.length && at[to] <= end) to++;
    return { from, to };
  });
}

/**
 * The same log as the ends of its cycles tell it: of each series the best of each cycle that is over; of two cycles all that was logged
 * until the second was. What follows the last end is left out: the rate has yet to come down.
 */
export const byCycles = once((history: History): History => {
  const ends = cyclesOf(history)?.ends;
  if (ends === undefined) return history;
  const { learningRate: _, ...others } = history;
  if (ends.length < LIMITS.fewestWaves) {
    const isKept = (place: number) => place <= ends[ends.length - 1];
    const kept = (series: Series | undefined) => series?.filter((_, i) => isKept(epochOf(history, i)));
    return {
      ...others,
      at: history.trainLoss.map((_, i) => epochOf(history, i)).filter(isKept),
      trainLoss: kept(history.trainLoss) ?? [],
      ...(history.heldOutLoss === undefined ? {} : { heldOutLoss: kept(history.heldOutLoss) }),
      series: history.series?.filter(({ role }) => role !== "learning rate").map((one) =>
        entriesAt(one, isKept)
      ),
    };
  }
  const places = history.trainLoss.map((_, i) => epochOf(history, i));
  const lowest = (series: Series) => bests(ends, places, series.map((value) => value ?? NaN), -1);
  return {
    ...others,
    at: ends,
    trainLoss: lowest(history.trainLoss),
    ...(history.heldOutLoss === undefined ? {} : { heldOutLoss: lowest(history.heldOutLoss) }),
    series: history.series?.flatMap((one) => one.role === "learning rate" ? [] : [bestsOf(ends, one)]),
  };
});

/** The check of a rule about how a curve goes on and ends, as one of the ends of the cycles, which alone can be compared. */
export function ofCycles<Answer>(
  check: (observation: Observation) => Answer,
): (observation: Observation) => Answer {
  return (observation) => {
    const history = byCycles(observation.history);
    return check(history === observation.history ? observation : { ...observation, history });
  };
}

function bestsOf(ends: readonly number[], one: LoggedSeries): LoggedSeries {
  if (!/loss|metric/.test(one.role)) return one;
  const values = bests(ends, one.at, one.values, one.better === "higher" ? 1 : -1);
  const kept = ends.flatMap((_, i) => values[i] === null ? [] : [i]);
  return { ...one, at: kept.map((i) => ends[i]), values: kept.map((i) => values[i]!) };
}

/** The best value of each cycle, `null` where there is none. */
function bests(
  ends: readonly number[],
  at: readonly number[],
  values: readonly number[],
  sign: number,
): readonly (number | null)[] {
  return spansOf(ends, at).map(({ from, to }) => {
    const known = values.slice(from, to).filter(Number.isFinite);
    return known.length === 0 ? null : bestOf(known, sign);
  });
}

/** Where a rate that has come down to a part of its height is raised again, and where it ends low. */
function endsOfRate({ at, values }: Points): readonly number[] {
  const ends: number[] = [];
  let peak = values[0], low = 0, isDown = false;
  for (let i = 1; i < values.length; i++) {
    const rate = values[i];
    if (!isDown) {
      peak = Math.max(peak, rate);
      if (rate > LIMITS.down * peak) continue;
      isDown = true;
      low = i;
    } else if (rate <= values[low]) {
      low = i;
    } else if (rate > Math.max(LIMITS.raised * values[low], LIMITS.again * peak)) {
      // what falls at once and rises slowly is warmed up anew, as a run that was begun again is
      const isWarmUp = values[low - 1] > LIMITS.down * peak && values[low + 1] > values[low] &&
        values[low + 2] > values[low + 1];
      if (!isWarmUp) ends.push(at[low]);
      isDown = false;
      peak = rate;
    }
  }
  // what was never raised again is one schedule
  return isDown && ends.length >= LIMITS.fewest && values[values.length - 1] <= LIMITS.over * peak
    ? [...ends, at[values.length - 1]]
    : ends;
}

/**
 * The ends where the network was trained at the lowest rate. Who logs the rate behind the scheduler's step has in each row that of the row
 * after it: the row in which the rate is raised is then the last and best of its cycle, and the loss rises one later.
 */
function asTrained(history: History, ends: readonly number[]): readonly number[] {
  const { at, values } = finitePoints(history);
  const rowAt = new Map(at.map((place, row) => [place, row]));
  const rows = ends.map((end) => rowAt.get(end) ?? at.length);
  const rises = rows.filter((row) => values[row + 1] > values[row]).length;
  const risesLater = rows.filter((row) =>
    values[row + 1] <= values[row] && values[row + 2] > values[row + 1]
  );
  return risesLater.length > rises ? rows.map((row, i) => at[row + 1] ?? ends[i]) : ends;
}

/** Where both losses turn upwards together at equal distances: the rate was raised there, though it was not logged. */
function endsOfWaves(history: History): readonly number[] {
  if (history.unit !== "epoch" || history.heldOutLoss === undefined) return [];
  const held = finitePoints(history, history.heldOutLoss), own = finitePoints(history);
  if (Math.min(held.values.length, own.values.length) < LIMITS.fewestWaves * LIMITS.shortest) return [];
  const turns = turnsOf(held);
  if (turns.length < LIMITS.fewest) return [];
  const gaps = turns.map((place, i) => place - (turns[i - 1] ?? held.at[0] - 1));
  const shortest = min(gaps), longest = max(gaps);
  if (shortest < LIMITS.shortest) return [];
  const near = Math.max(1, LIMITS.apart * shortest);
  const others = turnsOf(own);
  if (longest - shortest > 2 * near || others.length > turns.length + 1) return [];
  if (!turns.every((place) => others.some((other) => Math.abs(other - place) <= near))) return [];
  const last = held.at[held.at.length - 1];
  const isOver = last - turns[turns.length - 1] >= shortest - near;
  return isOver ? [...turns, last] : turns;
}

/** Places of the lowest entries from which a series rises by clearly more than its noise before it falls below them. */
function turnsOf({ at, values }: Points): readonly number[] {
  const scaled = scaleFree(values),
    least = Math.max(LIMITS.noises * noise(scaled), Math.log(1 + LIMITS.rise));
  const turns: number[] = [];
  let low = 0, high = 0, isUp = true;
  for (let i = 1; i < scaled.length; i++) {
    if (isUp) {
      if (scaled[i] > scaled[high]) high = i;
      if (scaled[high] - scaled[i] > least) [isUp, low] = [false, i];
    } else {
      if (scaled[i] < scaled[low]) low = i;
      if (scaled[i] - scaled[low] > least) {
        turns.push(at[low]);
        [isUp, high] = [true, i];
      }
    }
  }
  return turns;
}
