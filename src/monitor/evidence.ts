/**
 * What can be measured beside a history, for the questions that a loss curve cannot answer.
 *
 * @module
 */
import type { Recorded } from "./recorded.ts";

/** Share of a gate's activations at either end, over units and time. */
export interface GateUse {
  /** Share below 0.05. */
  readonly closed: number;
  /** Share above 0.95. */
  readonly open: number;
}

/** Use of the three sigmoid gates. */
export interface Gates {
  readonly input: GateUse;
  readonly forget: GateUse;
  readonly output: GateUse;
}

/**
 * What was measured beside the history; every field may be missing, and a rule that needs a missing one says
 * "not tested". Errors are mean squared errors in the target's units.
 */
export interface Evidence {
  /** Variance of the held-out targets: the error of predicting their mean. */
  readonly targetVariance?: number;
  /** Errors of the frozen network by the run's own protocol. */
  readonly frozen?: {
    readonly testMse: number;
    readonly trainMse?: number;
    readonly testMseByGroup?: readonly number[];
    /** testMse - trainMse with its interval. */
    readonly gap?: { readonly value: number; readonly low: number; readonly high: number };
  };
  /** Same frozen network, two protocols: rows as batch lanes, and one sample at a time in time order. */
  readonly protocols?: { readonly lanesMse: number; readonly sequentialMse: number };
  /** Same frozen network with its state carried from sample to sample, and set to zero at each; and what training did. */
  readonly carriedState?: {
    readonly carriedMse: number;
    readonly resetMse: number;
    readonly carriedInTraining?: boolean;
  };
  /** Best predictors that need no network, fitted on training data, scored on held-out data. */
  readonly predictors?: {
    /** From the present input alone. */
    readonly memoryless: number;
    /** From a window of the last inputs. */
    readonly windowed?: { readonly steps: number; readonly mse: number };
  };
  /** Mutual information between input and target, with the 95% point of the same estimate under permutation. */
  readonly information?: { readonly bits: number; readonly nullBits: number };
  /** Training rows that hold a NaN or an infinity. */
  readonly nonFiniteRows?: number;
  /** Variance of the informative input column, selector columns left out. */
  readonly inputVariance?: number;
  /** Variance of the part of the training targets that jumps from sample to sample. */
  readonly targetNoiseVariance?: number;
  /** Rows of the test set that also are in the training set. */
  readonly sharedRows?: { readonly shared: number; readonly test: number };
  /** Set on which the checkpoint was chosen. */
  readonly selectedOn?: "train" | "validation" | "test";
  /** Training rows of each group. */
  readonly rowsByGroup?: readonly number[];
  /** Root mean square of the initial weights over that of uniform(-1/sqrt(units), 1/sqrt(units)). */
  readonly initialWeightScale?: number;
  /** Gates before the first update. */
  readonly initialGates?: Gates;
  /** Gates at the end. */
  readonly gates?: Gates;
  /** Hidden units whose output does not vary over the data. */
  readonly units?: { readonly total: number; readonly dead: number };
  /** Held-out errors of the same run with the learning rate multiplied by a factor. */
  readonly rateProbes?: readonly { readonly factor: number; readonly testMse: number }[];
  /** Held-out error of the same run with its epochs multiplied by a factor. */
  readonly longer?: { readonly factor: number; readonly testMse: number };
  readonly capacity?: {
    /** Error when trained on its hardest group alone. */
    readonly oneGroupAlone?: number;
    /** Training error after overfitting a short stretch. */
    readonly shortStretch?: number;
    /** Held-out error of the same recipe with more units. */
    readonly larger?: { readonly hiddenSize: number; readonly testMse: number };
    /** Error of a network of at most this size whose weights were written down. */
    readonly constructed?: { readonly hiddenSize: number; readonly testMse: number };
  };
  /** Held-out errors of the same run from other seeds. */
  readonly replicates?: readonly number[];
  /** What a recorder in the training loop saw. */
  readonly recorded?: Recorded;
}
