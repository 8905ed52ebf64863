/**
 * Does the monitor find what is known to be wrong? Small runs with one known fault each, and healthy ones.
 *
 * @module
 */
export * from "./faults.ts";
export { measureSmall } from "./measure.ts";
export { HEALTHY, type Recipe } from "./recipe.ts";
export { KINDS, runTrials } from "./run.ts";
export * from "./score.ts";
export { faultTable } from "./table.ts";
export { trainSmall } from "./train.ts";
