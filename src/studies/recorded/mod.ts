/**
 * Does the recorder let the monitor name the fault? Small programs in PyTorch, Keras, Lightning and transformers, healthy or with one known fault,
 * judged from the history alone, with what the recorder saw, and with the experiments.
 *
 * @module
 */
export * from "./asked_table.ts";
export { NAMED_BY } from "./named.ts";
export * from "./score.ts";
export * from "./table.ts";
