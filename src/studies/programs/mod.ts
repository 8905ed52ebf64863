/**
 * Does the monitor read classifiers and language models right? Small programs in PyTorch, Keras and transformers,
 * healthy or with one known fault, judged from their histories alone.
 *
 * @module
 */
export * from "./fresh.ts";
export { FAIR_READINGS } from "./kinds.ts";
export * from "./score.ts";
export { programTable } from "./table.ts";
