/**
 * What training scripts and frameworks call the series that the monitor reads, most specific first.
 *
 * @module
 */

/** Names after {@linkcode plainName}. */
export const NAMES = {
  trainLoss: [
    "train_loss",
    "train_loss_epoch",
    "training_loss",
    "train_losses",
    "training_losses",
    "loss_train",
    "epoch_loss",
    "train_epoch_loss",
    "loss_epoch",
    "loss",
    "losses",
    "train_mse",
    "mse",
    "train_loss_step",
    "train",
    "training",
  ],
  validationLoss: [
    "val_loss",
    "val_loss_epoch",
    "valid_loss",
    "validation_loss",
    "val_losses",
    "valid_losses",
    "validation_losses",
    "loss_val",
    "loss_valid",
    "loss_validation",
    "validation_epoch_loss",
    "eval_loss",
    "loss_eval",
    "dev_loss",
    "val_mse",
    "val",
    "valid",
    "validation",
  ],
  testLoss: ["test_loss", "test_losses", "loss_test", "test_mse", "test"],
  learningRate: [
    "learning_rate",
    "lr",
    "lr_adam",
    "lr_adamw",
    "lr_sgd",
    "epoch_learning_rate",
    "train_learning_rate",
  ],
  gradientNorm: [
    "gradient_norm_median",
    "gradient_norm",
    "grad_norm",
    "grad_norms",
    "train_grad_norm",
    "grad_2_0_norm_total",
  ],
  gradientNormMax: ["gradient_norm_max", "grad_norm_max", "max_grad_norm_seen"],
  clippedShare: ["clipped_share"],
  epochSeconds: ["epoch_times", "epoch_time", "epoch_seconds", "epoch_duration", "time_per_epoch", "seconds"],
} as const;

/** A series the monitor reads by name. */
export type SeriesName = keyof typeof NAMES;

/** Lower case, words joined by one underscore: "Loss/train" becomes "loss_train". */
export function plainName(name: string): string {
  return name.trim().toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "");
}

/** The key of `columns` that holds the series, or `undefined`. */
export function findColumn(
  columns: Readonly<Record<string, unknown>>,
  series: SeriesName,
): string | undefined {
  const keys = new Map(Object.keys(columns).map((key) => [plainName(key), key]));
  const name = NAMES[series].find((candidate) =>
    keys.has(candidate) && isSeries(columns[keys.get(candidate)!])
  );
  return name === undefined ? undefined : keys.get(name);
}

/** A list, or the object with keys "0", "1", ... that pandas writes for one. */
function isSeries(value: unknown): boolean {
  return Array.isArray(value) || typeof value === "object" && value !== null && "0" in value;
}
