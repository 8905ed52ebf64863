/**
 * The training monitor: from a history to findings, a verdict and the next action.
 *
 * @module
 */
export * from "./plan/mod.ts";
export * from "./records.ts";
