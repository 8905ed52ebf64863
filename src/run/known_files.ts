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

/** Whether a file of this name holds events of a training; what Keras's callback leaves for its profiler is empty. */
export function isEventFile(name: string): boolean {
  return name.includes("tfevents") && !name.endsWith(".profile-empty");
}
