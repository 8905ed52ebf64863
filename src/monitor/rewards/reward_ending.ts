/**
 * How a reward ends: whether it still rises, levels off, stands, or gains again.
 *
 * @module
 */
import { median, quantile } from "simple-statistics";
import { noise, theilSenSlope, trendPValue } from "../series.ts";
import { limitsOf } from "../thresholds.ts";
import { binned, type Levels, type Sharing } from "./reward_levels.ts";

const LIMITS = limitsOf("reward-course");

/** Whether a reward that rose still does at its end, has come to stand there, or gains again after it stood. */
export function endingOf({ levels, isFew, from, ends, far, ...sharing }: Levels, all: readonly number[]) {
  const rise = Math.max(ends - from, Number.MIN_VALUE);
  const part = (share: number) => trendOf(all.slice(-Math.ceil(all.length * share)), rise, sharing);
  const later = part(1 / 2);
  // what rose for two thirds and has stood since levels off as well
  const latest = part(1 / 3), last = part(1 / 5);
  const cameUp = levels.findIndex((level) => level > ends - far);
  const near = levels.findLastIndex((level) => level < ends - Math.max(LIMITS.lost * rise, far)) + 1;
  const gainsAgain = !isFew && near < levels.length * LIMITS.flat &&
    hasSecondGain(levels.slice(near), rise, sharing.jitter);
  const levelsOff = !isFew && !gainsAgain && cameUp < levels.length * LIMITS.late &&
    (later.gain <= LIMITS.gain || latest.gain <= LIMITS.gain && latest.most <= LIMITS.most);
  const stands = !isFew && !gainsAgain && last.gain <= LIMITS.still && last.most <= LIMITS.pause;
  return { later, gainsAgain, levelsOff, stands };
}

export type Ending = ReturnType<typeof endingOf>;

/**
 * The trend of a part, of which bins are averaged so that neighbours tell of themselves alone: what it gains along it from one half to the other, what it
 * may gain in all at most (one in ten is more), both as shares of the whole rise, and whether it rises by more than chance.
 */
function trendOf(part: readonly number[], rise: number, { shared, jitter }: Sharing) {
  const values = binned(part, shared), count = values.length, gain = theilSenSlope(values) * (count - 1);
  const single = Math.max(noise(values), shared < 2 ? 0 : jitter);
  const error = single * Math.sqrt(12 * (count - 1) / (count * (count + 1)));
  return {
    gain: gain / 2 / rise,
    most: (gain + LIMITS.errors * error) / rise,
    rises: trendPValue(values, "up") < LIMITS.byChance || shared >= 2 && gain > LIMITS.noises * error,
  };
}

/** Whether a level that was kept for long is left upwards at the end, by more than it moved before; what comes to a level gains ever less. */
function hasSecondGain(kept: readonly number[], rise: number, jitter: number): boolean {
  const third = Math.floor(kept.length / 3);
  if (third < LIMITS.third) return false;
  const [first, middle, last] = [0, 1, 2].map((i) =>
    kept.slice(i * third, i === 2 ? undefined : (i + 1) * third)
  );
  const level = median(middle), before = level - median(first), since = kept[kept.length - 1] - level;
  const moved = quantile([...first, ...middle].map((one) => Math.abs(one - level)), LIMITS.mostly);
  return since > Math.max(LIMITS.noises * jitter, LIMITS.swings * moved, LIMITS.gain * rise, 2 * before) &&
    median(last) > level;
}
