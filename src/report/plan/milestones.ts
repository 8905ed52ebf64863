/**
 * The alerts of the epochs at which the next run is looked at.
 *
 * @module
 */
import type { History } from "../../monitor/mod.ts";

/** What to expect of the loss at one epoch. Losses are mean squared errors for targets of variance 0.5 (unit sines). */
export interface Milestone {
  readonly epoch: number;
  readonly expectedBelow: number;
  readonly greenBelow: number;
  readonly redAbove: number;
  readonly onGreen: string;
  readonly onRed: string;
}

/** The table of the original report; its advice on a red flag, a larger network, is replaced by what to measure. */
export const MILESTONES: readonly Milestone[] = [
  {
    epoch: 5,
    expectedBelow: 0.38,
    greenBelow: 0.35,
    redAbove: 0.42,
    onGreen: "Excellent start",
    onRed: "Check the implementation: state carried, rows in time order, loss on the right column",
  },
  {
    epoch: 20,
    expectedBelow: 0.25,
    greenBelow: 0.22,
    redAbove: 0.3,
    onGreen: "On track",
    onRed: "Evaluate frozen weights and the best predictor that needs no network before changing the network",
  },
  {
    epoch: 50,
    expectedBelow: 0.1,
    greenBelow: 0.08,
    redAbove: 0.15,
    onGreen: "Excellent, continue",
    onRed: "Stop and diagnose; more units only if the capacity probes say so",
  },
  {
    epoch: 100,
    expectedBelow: 0.02,
    greenBelow: 0.01,
    redAbove: 0.03,
    onGreen: "Target achieved",
    onRed: "Stop and diagnose; more units only if the capacity probes say so",
  },
];

/** What a milestone says of a loss. */
export interface Alert {
  readonly epoch: number;
  readonly loss: number;
  /** `watch` lies between expected and red. */
  readonly flag: "green" | "expected" | "watch" | "red";
  readonly message: string;
}

/** The milestones for targets of another variance: an error means the same share of the variance. */
export function milestonesFor(targetVariance: number): readonly Milestone[] {
  if (!(targetVariance > 0 && Number.isFinite(targetVariance))) {
    throw new RangeError(`target variance must be positive, got ${targetVariance}`);
  }
  const scale = targetVariance / 0.5;
  return MILESTONES.map((milestone) => ({
    ...milestone,
    expectedBelow: milestone.expectedBelow * scale,
    greenBelow: milestone.greenBelow * scale,
    redAbove: milestone.redAbove * scale,
  }));
}

/** The report's milestones for this project's own runs; for others scaled by the target's variance, where it is known. */
export function milestonesOf(isOwn: boolean, targetVariance?: number): readonly Milestone[] {
  if (isOwn) return MILESTONES;
  return targetVariance === undefined ? [] : milestonesFor(targetVariance);
}

/**
 * The alert due at an epoch, or `undefined` where no milestone lies. A loss that is not finite is red.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(milestoneAlert(20, 0.41)?.flag, "red");
 * assertEquals(milestoneAlert(21, 0.41), undefined);
 * ```
 */
export function milestoneAlert(epoch: number, loss: number, milestones = MILESTONES): Alert | undefined {
  const milestone = milestones.find((candidate) => candidate.epoch === epoch);
  if (milestone === undefined) return undefined;
  const { expectedBelow, greenBelow, redAbove, onGreen, onRed } = milestone;
  if (loss < greenBelow) return { epoch, loss, flag: "green", message: onGreen };
  if (loss < expectedBelow) {
    return { epoch, loss, flag: "expected", message: `Below ${expectedBelow}` };
  }
  if (loss <= redAbove) return { epoch, loss, flag: "watch", message: `Above the expected ${expectedBelow}` };
  return { epoch, loss, flag: "red", message: onRed };
}

/**
 * The alerts of a history, from its entry `from` on. One in stages has none: the plan's losses are of its one task, and a
 * curriculum begins with easier ones.
 */
export function alertsOf(
  { trainLoss, at, stageStarts }: Pick<History, "trainLoss" | "at" | "stageStarts">,
  milestones: readonly Milestone[],
  from = 0,
): readonly Alert[] {
  if (stageStarts !== undefined) return [];
  return trainLoss.slice(from).flatMap((loss, i) => {
    const epoch = at?.[from + i] ?? from + i + 1;
    return (loss === null ? undefined : milestoneAlert(epoch, loss, milestones)) ?? [];
  });
}
