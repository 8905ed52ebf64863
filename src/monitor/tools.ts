/**
 * What the tool that wrote a history tells of the run by itself.
 *
 * @module
 */
import type { History } from "./records.ts";

/** Trees are added at one pace: as long as the last ones help, more of them do. */
export function isBoosted({ format }: History): boolean {
  return /LightGBM|XGBoost|CatBoost/.test(format);
}

/**
 * A transformer that was trained before, most often of language: its loss is in nats of tokens or classes, its optimiser AdamW.
 * Nobody has to say so who uses Hugging Face's Trainer, or TRL's on top of it (documentation of `TrainingArguments`, `optim`).
 */
export function isTransformer({ format, leftOut = [] }: History): boolean {
  return /Hugging Face/.test(format) || leftOut.some((name) => OF_TRAINER.test(name));
}

/** What the Trainer logs beside the losses wherever it reports to (TensorBoard, W&B): its own speed. */
const OF_TRAINER = /^(eval|train)[/_](samples|steps)_per_second$/;

/** The detectors that write results.csv, or print their epochs, and stop by a patience of their own. */
export function isYolo({ format }: History): boolean {
  return /YOLO|Ultralytics/.test(format);
}
