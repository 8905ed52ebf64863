/**
 * What to do next, as data and small functions: milestones, decision tree, probabilities, times.
 *
 * @module
 */
export * from "./decision_tree.ts";
export * from "./milestones.ts";
export * from "./probability.ts";
export * from "./time_estimate.ts";
