/**
 * The decision tree on the final error, and go or no-go.
 *
 * @module
 */
import { type Cause, CAUSE_ACTIONS } from "../../monitor/mod.ts";

/** One branch: taken when the final MSE is below `below` and no earlier branch was. */
export interface Branch {
  readonly below: number;
  readonly grade: "excellent" | "good" | "marginal" | "insufficient" | "critical";
  readonly action: string;
  /** What the original report did on this branch. */
  readonly original: string;
}

/** Best first. The thresholds are the original's; they are mean squared errors for targets of variance 0.5. */
export const DECISION_TREE: readonly Branch[] = [
  {
    below: 0.01,
    grade: "excellent",
    action: "Target achieved: proceed",
    original: "EXCELLENT: Target achieved, proceed to Phase 4",
  },
  {
    below: 0.02,
    grade: "good",
    action: "Acceptable: proceed",
    original: "GOOD: Acceptable performance, proceed to Phase 4",
  },
  {
    below: 0.03,
    grade: "marginal",
    action: "Continue training for half as many epochs again",
    original: "MARGINAL: Continue training to 150 epochs",
  },
  {
    below: 0.05,
    grade: "insufficient",
    action: "Remove the cause the monitor names, then retrain",
    original: "INSUFFICIENT: Increase to hidden_size=256, retrain 100 epochs",
  },
  {
    below: Infinity,
    grade: "critical",
    action: "Stop: find the cause before spending another epoch",
    original: "CRITICAL ISSUE: Consult instructor, possible task infeasibility",
  },
];

/** What to do after a run. */
export interface Decision {
  readonly finalMse: number;
  readonly grade: Branch["grade"];
  readonly go: boolean;
  readonly action: string;
  readonly original: string;
}

/**
 * The branch a final error takes. Where the cause is known, the branches that would retrain name its remedy
 * instead of the same remedy for every illness.
 *
 * @throws {RangeError} when the error is negative; an error that is not finite takes the last branch.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(decide(0.0035).grade, "excellent");
 * assertEquals(decide(0.374).go, false);
 * ```
 */
export function decide(finalMse: number, cause?: Cause): Decision {
  if (finalMse < 0) throw new RangeError(`a mean squared error cannot be negative, got ${finalMse}`);
  const branch = DECISION_TREE.find(({ below }) => finalMse < below) ??
    DECISION_TREE[DECISION_TREE.length - 1];
  const { grade, original } = branch;
  const failed = grade === "insufficient" || grade === "critical";
  return {
    finalMse,
    grade,
    go: grade === "excellent" || grade === "good",
    action: failed && cause !== undefined ? CAUSE_ACTIONS[cause] : branch.action,
    original,
  };
}

/** One level of success. */
export interface Criterion {
  readonly name: "minimum acceptable" | "good" | "excellent";
  readonly below: number;
}

/** The success criteria of the original. */
export const SUCCESS_CRITERIA: readonly Criterion[] = [
  { name: "minimum acceptable", below: 0.05 },
  { name: "good", below: 0.02 },
  { name: "excellent", below: 0.01 },
];
