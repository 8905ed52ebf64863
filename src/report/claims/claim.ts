/**
 * A claim of the original report, and what it takes to check one.
 *
 * @module
 */
import type { Evidence, History } from "../../monitor/mod.ts";

/** One claim, quoted from the original, beside its check. */
export interface Claim {
  /** Words of the original. */
  readonly quote: string;
  readonly measured: string;
  readonly outcome: "agrees" | "disagrees" | "cannot be checked";
}

/** What the claims are held against. */
export interface AuditInput {
  /** The run that reproduces the monitored one, and what was measured of it. */
  readonly history: History;
  readonly evidence: Evidence;
  /** Error below which the run has succeeded. */
  readonly target: number;
  /** The published running losses. */
  readonly published: History;
}

/** Reproductions differ by seed: two running losses within this share of each other agree. */
export const SAME_LOSS = 0.1;

/** A claim beside its check; one without a measurement cannot be checked. */
export function check(quote: string, agrees: unknown, measured: string | undefined): Claim {
  if (agrees === undefined || measured === undefined) {
    return { quote, measured: measured ?? "not measured", outcome: "cannot be checked" };
  }
  return { quote, measured, outcome: agrees ? "agrees" : "disagrees" };
}

/** Whether two running losses agree as well as reproductions do. */
export function near(value: number, stated: number): boolean {
  return Math.abs(value - stated) <= SAME_LOSS * stated;
}
