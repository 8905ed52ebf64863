/** Files that hold a history, in the order in which a folder is searched. */
export const KNOWN_FILES = [
  "training_history.json",
  "record.jsonl",
  "history.json",
  "metrics.csv",
  "trainer_state.json",
  "training.log",
  "results.csv",
  "progress.csv",
  "metrics.json",
  "catboost_training.json",
  "training_statistics.json",
];

/** Names under which the tools write histories, besides those that mark a run's own folder. */
const NAMES = new Set([
  ...KNOWN_FILES,
  "evals_result.json",
  "history.csv",
  "history.jsonl",
  "log.csv",
  "log.txt",
  "loss_curve.json",
  "scalars.json",
  "summary.csv",
  "monitor.csv",
  "train.log",
  "training_log.csv",
  "wandb-history.jsonl",
]);

/** Whether tools write histories as text under this name. */
export function isHistoryFile(name: string): boolean {
  return NAMES.has(name);
}

/** Whether tools write histories in a format of their own, and no text, under this name. */
export function isBinaryHistory(name: string): boolean {
  return isEventFile(name) || name.endsWith(".wandb") || name === "evaluations.npz";
}

/** Whether a file of this name holds events of a training; what Keras's callback leaves for its profiler is empty. */
export function isEventFile(name: string): boolean {
  return name.includes("tfevents") && !name.endsWith(".profile-empty");
}
