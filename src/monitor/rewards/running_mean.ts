/**
 * Of how many episodes a reward is the mean at each of its entries: what is logged as the mean of the last hundred is at first that of
 * one or two, and neighbours share most of theirs.
 *
 * @module
 */
import { median } from "simple-statistics";
import { readingsLike } from "../logged.ts";
import type { History, LoggedSeries } from "../records.ts";
import { loggedPoints, noise, type Points, unitOf } from "../series.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("running-mean");

/** A reward as it is judged. */
export interface Judged extends Points {
  /** Whether its entries are rewards of single episodes, which the mean of all so far was made of. */
  readonly undone: boolean;
  /** Entries left out at the start, which were means of hardly any episodes. */
  readonly left: number;
  /** Episodes of the first entry that is kept, where that is known. */
  readonly episodes?: number;
  /** Entries that two have to lie apart to share no episode; 1 for what is no running mean. */
  readonly apart: number;
}

/** Whether a reward is the mean of the last episodes, as Stable-Baselines3, OpenAI's baselines and RLlib log it while they train. */
export function isRunningMean({ name, split }: LoggedSeries): boolean {
  return split === "train" && /ep_?rew_?mean|episode_reward_mean|mean.?100.?ep/i.test(name);
}

/**
 * The entries of a reward that tell a level. Of a running mean those of the first few episodes are left out; of one that has seen no more
 * episodes than it averages, and so is the mean of all, the episodes themselves are told apart again.
 */
export function judged(history: History, reward: LoggedSeries): Judged {
  const logged = loggedPoints(reward), plain = { ...logged, undone: false, left: 0, apart: 1 };
  if (!isRunningMean(reward)) return plain;
  const counts = episodesAt(history, logged);
  if (counts === undefined) {
    const { left, apart } = jumpsAtFirst(logged.values);
    return { ...plain, ...withoutFirst(logged, left), apart };
  }
  const all = counts[counts.length - 1];
  if (all <= LIMITS.averaged) {
    const single = undo(logged, counts);
    return single.values.length < LIMITS.fewest ? plain : { ...plain, ...single, undone: true };
  }
  const left = counts.findIndex((count) => count >= LIMITS.episodes);
  const each = (all - counts[left]) / Math.max(1, counts.length - 1 - left);
  return {
    ...plain,
    ...withoutFirst(logged, left),
    episodes: Math.round(counts[left]),
    apart: Math.max(1, Math.ceil(LIMITS.averaged / Math.max(each, Number.MIN_VALUE))),
  };
}

/**
 * What a running mean wanders by from one hundred episodes to the next: its neighbours share most of their episodes and differ by far
 * less, each by those that one has and the other has not.
 */
export function noiseOfMean(values: readonly number[], apart: number): number {
  // `noise` takes neighbours to be independent, and the steps of these are: that is 1 / sqrt(3) of such a step
  return apart < 2 ? noise(values) : noise(values) * Math.sqrt(3 * apart / 2);
}

function withoutFirst({ at, values }: Points, left: number): Points & Pick<Judged, "left"> {
  return { at: at.slice(left), values: values.slice(left), left };
}

/**
 * Episodes played by the time of each entry: steps over their mean length, of which the last one of each environment is not over. Where
 * entries are counted in anything but steps there would be less than one at first.
 */
function episodesAt(history: History, { at }: Points): readonly number[] | undefined {
  if (unitOf(history) === "episode") return at;
  const [lengths] = readingsLike(history, /ep_?len_?mean$/);
  if (lengths === undefined || unitOf(history) !== "step") return undefined;
  const known = new Map(lengths.at.map((place, i) => [place, lengths.values[i]]));
  let most = 0;
  const counts = at.map((place) => most = Math.max(most, place / (known.get(place) ?? NaN) || 0));
  return counts.length > 0 && counts[0] >= LIMITS.first ? counts : undefined;
}

/** The rewards that a mean of all so far has taken in from one entry to the next, wherever there was one. */
function undo({ at, values }: Points, counts: readonly number[]): Points {
  const places: number[] = [], own: number[] = [];
  let before = 0, sum = 0;
  values.forEach((value, i) => {
    // without a new episode the mean stays as it is
    if (i > 0 && value === values[i - 1]) return;
    const count = Math.max(Math.round(counts[i]), before + 1);
    places.push(at[i]);
    own.push((count * value - sum) / (count - before));
    [before, sum] = [count, count * value];
  });
  return { at: places, values: own };
}

/**
 * Of a running mean of episodes that nobody counted: its first entries, where they are means of hardly any, and how far apart two entries
 * share none. Such a mean begins above all that comes next and moves by less and less, the k-th time by about a k-th of the first, until
 * it averages as many as it ever does. Whoever forgets what they knew sinks ever faster at first.
 */
function jumpsAtFirst(values: readonly number[]): { readonly left: number; readonly apart: number } {
  const distinct = values.flatMap((value, i) => i === 0 || value !== values[i - 1] ? [i] : []);
  const few = Math.min(LIMITS.few, Math.floor(distinct.length / 4)), half = few >> 1;
  if (few < LIMITS.jumps) return { left: 0, apart: 1 };
  const jumps = distinct.slice(1).map((i) => Math.abs(values[i] - values[i - 1]));
  const first = jumps.slice(0, few), scaled = first.map((jump, k) => (k + 2) * jump);
  const [early, late] = [median(scaled.slice(0, half)), median(scaled.slice(half))];
  const falls = values.slice(distinct[1], distinct[few]).every((value) => value < values[0]);
  const shrinks = median(first.slice(0, 3)) > LIMITS.shrinks * median(first.slice(half));
  const evenly = Math.max(early, late) < LIMITS.shrinks * Math.min(early, late);
  if (!(falls && shrinks && evenly)) return { left: 0, apart: 1 };
  // one episode comes and one goes: the step of both over their number
  const steps = median(jumps.slice(jumps.length >> 1));
  const averaged = Math.SQRT2 * median(scaled) / steps * values.length / distinct.length;
  return { left: distinct[few], apart: Math.max(1, Math.min(values.length, Math.round(averaged))) };
}
