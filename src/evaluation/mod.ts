/**
 * Honest evaluation: error on frozen weights, baselines beside it, and probes that tell why.
 *
 * @module
 */
export { type MeasuredError, measureError, predictRows } from "./error.ts";
export { evaluate, type EvaluationData } from "./evaluate.ts";
export { type Evaluation, type Interval, PROTOCOL, TARGET } from "./record.ts";
