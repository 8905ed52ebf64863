/**
 * What a run leaves behind, epoch by epoch. The first keys are those of the exercise's own
 * `training_history.json`; the others have one entry an epoch too, `null` where nothing was measured.
 *
 * @module
 */

/** Contents of `training_history.json`. */
export interface TrainingHistory {
  /** Running loss: mean over the epoch of the loss before each update, weights changing underneath. */
  readonly train_loss: readonly number[];
  /** Seconds of each epoch, test evaluation left out. */
  readonly epoch_times: readonly number[];
  /** Lowest running loss. */
  readonly best_loss: number;
  /** Epoch of the lowest running loss, counted from 1. */
  readonly best_epoch: number;
  /** Running loss by frequency, [epochs][frequencies], in frequency order. */
  readonly train_loss_by_frequency: readonly (readonly number[])[];
  /** Test MSE on frozen weights, one sample at a time, zero initial state. */
  readonly test_loss: readonly (number | null)[];
  readonly test_loss_by_frequency: readonly (readonly number[] | null)[];
  /** Gradient norm before clipping. */
  readonly gradient_norm_median: readonly number[];
  readonly gradient_norm_max: readonly number[];
  /** Share of updates whose gradient was clipped, 0 to 1. */
  readonly clipped_share: readonly number[];
  readonly learning_rate: readonly number[];
}
