/**
 * The training monitor: from a history to findings, a verdict and the next action.
 *
 * @module
 */
export { decidingExperiments } from "./deciding_experiment.ts";
export * from "./diagnose.ts";
export { type Excursion, findExcursions } from "./excursions.ts";
export * from "./records.ts";
export { RULE_FOLDERS, RULES } from "./rules/mod.ts";
export { CAUSE_ACTIONS, type Rival, type Verdict, weigh } from "./verdict.ts";
