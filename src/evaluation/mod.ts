/**
 * Honest evaluation: error on frozen weights, baselines beside it, and probes that tell why.
 *
 * @module
 */
export { type MeasuredError, measureError, predictRows } from "./error.ts";
export { evaluate } from "./evaluate.ts";
export { type Evaluation, PROTOCOL, TARGET } from "./record.ts";
