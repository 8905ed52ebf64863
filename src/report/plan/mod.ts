/**
 * What to do next, as data and small functions: milestones, decision tree, options, risks, probabilities,
 * times.
 *
 * @module
 */
export * from "./decision_tree.ts";
export * from "./milestones.ts";
export * from "./options.ts";
export * from "./risks.ts";
export * from "./time_estimate.ts";
