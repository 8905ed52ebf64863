/**
 * The statistics that the rules share. Shapes are judged on a logarithmic scale, so that nothing depends on the
 * loss's unit; all of it is linear in the number of epochs.
 *
 * @module
 */
import { errorFunction, median } from "simple-statistics";
import { once } from "./once.ts";
import type { History, LoggedSeries, Series } from "./records.ts";

/** The finite entries of a series and where they stand. */
export interface Points {
  /** Epoch (or step) of each value. */
  readonly at: readonly number[];
  readonly values: readonly number[];
}

/** Longest series that rules about shapes look at; longer ones are averaged in bins of equal length. */
export const LONGEST = 2000;

/** Epoch (or step) number of entry `index`. */
export function epochOf(history: History, index: number): number {
  return history.at?.[index] ?? index + 1;
}

/** All finite entries, unpublished epochs left out. */
export function finitePoints(history: History, series: Series = history.trainLoss): Points {
  return pointsOf(history)(series);
}

const pointsOf = once((history: History) => once((series: Series) => finiteAt(series, history.at)));

/** The finite entries of one series, on its own axis. */
export const loggedPoints = once(({ at, values }: LoggedSeries): Points => finiteAt(values, at));

/** Whether every entry is a finite number. */
export function isWhole(series: Series): series is readonly number[] {
  return areFinite(series);
}

const areFinite = once((series: Series) => series.every((value) => value !== null && Number.isFinite(value)));

function finiteAt(series: Series, places: readonly number[] | undefined): Points {
  if (places?.length === series.length && isWhole(series)) return { at: places, values: series };
  const at: number[] = [], values: number[] = [];
  for (let index = 0; index < series.length; index++) {
    const value = series[index];
    if (value === null || !Number.isFinite(value)) continue;
    at.push(places?.[index] ?? index + 1);
    values.push(value);
  }
  return { at, values };
}

/** Index of the first of these places, none of which comes before an earlier one, that is not before `place`; their number for none. */
export function firstFrom(at: readonly number[], place: number): number {
  let low = 0, high = at.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at[middle] >= place) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What a series has at each of these places, the last of several; `undefined` where it has nothing. */
export function valuesAt(places: readonly number[], { at, values }: Points): readonly (number | undefined)[] {
  // most series of a log share one axis
  if (places === at && isRising(at)) return values;
  const known = new Map<number, number>();
  at.forEach((place, i) => known.set(place, values[i]));
  return places.map((place) => known.get(place));
}

/** Whether each place comes after the one before it. */
export const isRising = once((at: readonly number[]): boolean =>
  at.every((place, i) => i === 0 || place > at[i - 1])
);

/** A series with those of its entries whose places are kept. */
export function entriesAt<Entries extends Points>(
  series: Entries,
  isKept: (place: number) => boolean,
): Entries {
  const kept = series.at.flatMap((place, i) => isKept(place) ? [i] : []);
  return { ...series, at: kept.map((i) => series.at[i]), values: kept.map((i) => series.values[i]) };
}

/** The points of the last stage (a curriculum changes the task between stages), averaged down to at most 2000. */
export function shapePoints(history: History, series: Series = history.trainLoss): Points {
  const points = finitePoints(history, series);
  const stageStart = history.stageStarts?.at(-1) ?? -Infinity;
  const begins = firstFrom(points.at, stageStart), from = begins < points.at.length ? begins : 0;
  const staged = from === 0 ? points : { at: points.at.slice(from), values: points.values.slice(from) };
  return condense(staged, LONGEST);
}

/** At most `longest` points: bins of equal length, each with its mean and the epoch of its last entry. */
export function condense({ at, values }: Points, longest: number): Points {
  const size = Math.ceil(values.length / longest);
  if (size <= 1) return { at, values };
  const binned = { at: [] as number[], values: [] as number[] };
  for (let start = 0; start < values.length; start += size) {
    const end = Math.min(start + size, values.length);
    let sum = 0;
    for (let i = start; i < end; i++) sum += values[i];
    binned.at.push(at[end - 1]);
    binned.values.push(sum / (end - start));
  }
  return binned;
}

/** Index of the smallest value (the first of equals); -1 for an empty list. */
export function indexOfLowest(values: readonly number[]): number {
  let best = values.length === 0 ? -1 : 0;
  for (let i = 1; i < values.length; i++) if (values[i] < values[best]) best = i;
  return best;
}

/** Smallest value of a list of any length. */
export function lowest(values: readonly number[]): number {
  return values[indexOfLowest(values)];
}

/** Largest value of a list of any length. */
export function highest(values: readonly number[]): number {
  let most = values.length === 0 ? NaN : values[0];
  for (let i = 1; i < values.length; i++) if (values[i] > most) most = values[i];
  return most;
}

/** Best value of a list of any length, of a measure of which more is better (a sign of 1) or less (-1). */
export function bestOf(values: readonly number[], sign: number): number {
  return sign > 0 ? highest(values) : lowest(values);
}

/**
 * Values on a scale where a difference of d means "a factor of about exp(d)": the logarithm for positive losses;
 * for losses that reach zero or below, the value over the interquartile-like spread of the series.
 */
export const scaleFree = once((values: readonly number[]): readonly number[] => {
  if (lowest(values) > 0) return values.map(Math.log);
  const magnitude = median(values.map(Math.abs)) || Math.abs(values[0]) || 1;
  return values.map((value) => value / magnitude);
});

/** Medians of each so many neighbours, in their order: `window - 1` fewer than there are values. */
export function neighbourMedians(values: readonly number[], window = 3): readonly number[] {
  const middle = window === 3
    ? (i: number) => middleOf(values[i], values[i + 1], values[i + 2])
    : (i: number) => median(values.slice(i, i + window));
  return values.slice(window - 1).map((_, i) => middle(i));
}

/** How many neighbours make a level: three, or a hundredth of many, so that the luckiest of thousands is none. */
export function levelWidth(count: number): number {
  return Math.max(3, 2 * Math.floor(count / 200) + 1);
}

/** The median of three, of a million of which a search would be slow. */
function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/**
 * Standard deviation of a point about its neighbours: the median absolute second difference, scaled for normal
 * noise. A straight trend does not enter. 0 for fewer than three points.
 */
export const noise = once((values: readonly number[]): number => {
  const bends: number[] = [];
  for (let i = 1; i + 1 < values.length; i++) {
    bends.push(Math.abs(values[i - 1] - 2 * values[i] + values[i + 1]));
  }
  return bends.length === 0 ? 0 : 1.4826 * median(bends) / Math.sqrt(6);
});

/** How far the best of so many values lies from their level by luck, in noises: the extreme of normal noise, and one more. */
export function luckOf(count: number): number {
  return Math.sqrt(2 * Math.log(Math.max(2, count))) + 1;
}

/** Whether the first entry is five times the second: the weights were thrown far off before they settled. */
export function startsWithBlowUp(values: readonly number[]): boolean {
  return values.length >= 8 && values[1] > 0 && values[0] > 5 * values[1];
}

/** The entries since the middle. */
export function laterHalf<Entry>(values: readonly Entry[]): readonly Entry[] {
  return values.slice(Math.floor(values.length / 2));
}

/** Entries that make up the end of a series: the last fifth, at least `atLeast`. */
export function tail(values: readonly number[], atLeast = 2): readonly number[] {
  return values.slice(-Math.max(atLeast, Math.ceil(values.length / 5)));
}

/**
 * Where a series ends: the median of its last fifth. Of the last two of eight or more the lower: one bad entry is half of
 * them, and no level yet.
 */
export function endOf(values: readonly number[]): number {
  const end = tail(values);
  return end.length === 2 && values.length >= 8 ? lowest(end) : median(end as number[]);
}

/** Median slope per entry over all pairs (Theil 1950, Sen 1968), at most 200 bins of them. */
export function theilSenSlope(values: readonly number[]): number {
  const { at, values: kept } = condense({ at: values.map((_, i) => i), values }, 200);
  const slopes: number[] = [];
  for (let i = 0; i < kept.length; i++) {
    for (let j = i + 1; j < kept.length; j++) slopes.push((kept[j] - kept[i]) / (at[j] - at[i]));
  }
  return slopes.length === 0 ? 0 : median(slopes);
}

/**
 * One-sided p-value that a series without a trend rises (or falls) as consistently as this one
 * (Mann 1945, Kendall 1975; normal approximation with continuity correction).
 */
export function trendPValue(values: readonly number[], direction: "up" | "down"): number {
  const { n, risen } = kendall(values), score = direction === "down" ? -risen : risen;
  if (n < 3) return 1;
  const z = (score - Math.sign(score)) / Math.sqrt(n * (n - 1) * (2 * n + 5) / 18);
  return (1 - errorFunction(z / Math.SQRT2)) / 2;
}

/** Of at most 200 bins the pairs that rise less those that fall. */
const kendall = once((values: readonly number[]): { readonly n: number; readonly risen: number } => {
  const { values: kept } = condense({ at: values, values }, 200), n = kept.length;
  let risen = 0;
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) risen += Math.sign(kept[j] - kept[i]);
  return { n, risen };
});

/**
 * Whether somebody's tool wrote it, with a name for every series. What is none is a run of this project, or in its layout: its losses
 * are known, and rules are stricter with them.
 */
export function isLog(history: History): history is Log {
  return history.series !== undefined;
}

/** See {@linkcode isLog}. */
export type Log = History & Required<Pick<History, "series">>;

/** What one entry is called. */
export function unitOf({ unit, counted }: History): string {
  return counted ?? unit;
}

/** The same with its article. */
export function oneUnit(history: History): string {
  const unit = unitOf(history);
  return `${/^[aeiou]/.test(unit) ? "an" : "a"} ${unit}`;
}

/** What the two losses are called: a log's owner knows no "running loss". */
export function lossNames(history: History) {
  const { heldOutName = "validation" } = history;
  return isLog(history)
    ? { running: "training loss", heldOut: `${heldOutName} loss` }
    : { running: "running loss", heldOut: "held-out loss" };
}
