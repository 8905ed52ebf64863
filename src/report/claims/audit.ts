/**
 * The one audit of the original report: its checkable claims, quoted, beside what each comes to when it is computed
 * or measured. No outcome is written down here; each is worked out from the input.
 *
 * @module
 */
import { diagnose, type History } from "../../monitor/mod.ts";
import type { AuditInput, Claim } from "./claim.ts";
import { capacityClaims, planClaims } from "./plan.ts";
import { runClaims } from "./run.ts";

/** What came of it, with the losses that a figure sets beside the run's own. */
export interface Audit {
  readonly claims: readonly Claim[];
  readonly published: History;
}

/** All claims: about the run, its cause, and the plan. */
export function auditClaims(input: AuditInput): readonly Claim[] {
  const { history, evidence } = input;
  const diagnosis = diagnose({ history, evidence });
  return [...runClaims(input, diagnosis), ...capacityClaims(input, diagnosis), ...planClaims(input)];
}
