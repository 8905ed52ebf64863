/**
 * Which checkpoint to use where nothing tells them apart.
 *
 * @module
 */
import { isDiffusion, kindOf } from "../monitor/logged.ts";
import type { Finding, History } from "../monitor/mod.ts";
import { isLog } from "../monitor/series.ts";
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
  if (kindOf(history) !== "supervised" || !isCalm(history, first)) return undefined;
  if (isDiffusion(history)) return "the last one, unless the samples of an earlier one are better";
  return isBoosted(history)
    ? "all of its trees; nothing tells whether fewer are better"
    : `the last one; ${why}`;
}
