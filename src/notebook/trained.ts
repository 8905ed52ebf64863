/**
 * Trained networks as the notebooks know them.
 *
 * @module
 */
import type { Evaluation } from "../evaluation/mod.ts";
import type { Weights } from "../model/mod.ts";
import type { SignalRows } from "../signal/mod.ts";
import type { OnlineConfiguration } from "../training/configuration.ts";
import type { CurriculumConfiguration } from "../training/curriculum_configuration.ts";
import type { TrainingHistory } from "../training/history.ts";

/** How a network was trained, one way or the other. */
export type RunConfiguration = OnlineConfiguration | CurriculumConfiguration;

/** What a training leaves. */
export interface Trained {
  readonly configuration: RunConfiguration;
  readonly history: TrainingHistory;
  readonly weights: Weights<Float32Array>;
}

/** A trained network and what it does. */
export interface NotebookRun extends Trained {
  readonly train: SignalRows;
  readonly test: SignalRows;
  /** Measured in the notebook, on the frozen weights. */
  readonly evaluation: Evaluation;
  /** Outputs on the test set, [F n]. */
  readonly outputs: Float32Array;
}
