/**
 * Which checkpoint to use where nothing tells them apart.
 *
 * @module
 */
import { finite, indexOfBest } from "../monitor/logged.ts";
import { isDiffusion, kindOf } from "../monitor/kind.ts";
import type { Finding, History, LoggedSeries } from "../monitor/mod.ts";
import { leadingReward } from "../monitor/rewards/rewards.ts";
import {
  finitePoints,
  indexOfLowest,
  isLog,
  levelWidth,
  neighbourMedians,
  unitOf,
} from "../monitor/series.ts";
import { isBoosted } from "../monitor/tools.ts";
import { hasFewEpochs, hasUnnamed } from "./log_extent.ts";

/** Alarms of a training loss that leave the last of its checkpoints as good as any. */
const HARMLESS = ["plateau", "learning-rate-too-low"];

/** Whether a log that is long enough to tell ran without an alarm that its last checkpoint would suffer from. */
export function isCalm(history: History, first: Finding | undefined): boolean {
  if (!isLog(history) || hasUnnamed(history)) return false;
  if (first === undefined) return !hasFewEpochs(history);
  return first.rule !== "too-short" && (first.severity === "info" || HARMLESS.includes(first.rule));
}

/** Where nothing tells the checkpoints apart the one that was trained longest is taken, and why it is said. */
export function theLast(history: History, first: Finding | undefined, why: string): string | undefined {
  if (!isCalm(history, first)) return undefined;
  if (kindOf(history) === "reinforcement" && leadingReward(history) === undefined) {
    return "the last one; only a reward tells which is better";
  }
  if (kindOf(history) !== "supervised") return undefined;
  if (isDiffusion(history)) return "the last one, unless the samples of an earlier one are better";
  return isBoosted(history)
    ? "all of its trees; nothing tells whether fewer are better"
    : `the last one; ${why}`;
}

/** Alarms of a training loss that was lower before. */
const LOWER_BEFORE = ["divergence", "oscillation"];

/** Entries of a loss that show where it was low: the least of fewer is luck. */
const FEWEST = 8;

/** Where only the training loss tells, and jumped, rose or was lost after a better time: the lowest, or the last, before that. */
export function beforeTheFall(
  history: History,
  first: Finding | undefined,
  train: LoggedSeries | undefined,
): string | undefined {
  const unit = unitOf(history);
  if (first?.rule === "falls-off") {
    return `one of about ${unit} ${first.facts.bestBefore} (lowest ${first.facts.name} before it jumped)`;
  }
  if (first === undefined || train === undefined || kindOf(history) !== "supervised" || !isLog(history)) {
    return undefined;
  }
  const { name, at, values } = train, known = finite(values);
  // of batches logged one by one the means over an epoch tell where the level was low
  if (first.rule === "unscaled-targets" && first.facts.rises === true) {
    const points = finitePoints(history), low = indexOfLowest(points.values);
    return low > 0 ? `one of about ${unit} ${points.at[low]}, before ${name} rose` : undefined;
  }
  if (known.length < FEWEST || !(values[indexOfBest(train)] < known[0])) return undefined;
  if (first.rule === "non-finite-loss" && first.severity === "critical" && known.length < values.length) {
    const last = values.findIndex((value) => !Number.isFinite(value)) - 1;
    return last < FEWEST - 1 ? undefined : `one of ${unit} ${at[last]} or before, with a finite ${name}`;
  }
  if (!LOWER_BEFORE.includes(first.rule) || known.length < values.length) return undefined;
  // of thousands of single batches three that are low together are luck: the lowest of those whose level is lowest
  const width = Math.max(3, levelWidth(values.length)),
    from = indexOfLowest(neighbourMedians(values, width)),
    lowest = from + indexOfLowest(values.slice(from, from + width));
  return `one of about ${unit} ${at[lowest]} (${name} at its lowest level)`;
}
