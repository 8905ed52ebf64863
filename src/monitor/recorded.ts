/**
 * What a recorder in the training loop saw: the program's facts, readings by layer, and experiments.
 *
 * @module
 */

/** One layer, as its framework describes it. */
export interface RecordedLayer {
  readonly name: string;
  readonly type: string;
  /** Of this layer itself, or of the activation layer that follows it. */
  readonly activation?: string;
  readonly initializer?: string;
  readonly trainable?: boolean;
  /** Root mean square of the first weights over 1/sqrt(fan-in): 0.6 to 1.5 with the usual initialisers. */
  readonly weightScale?: number;
  /** Whether all units began with the same weights. */
  readonly identicalUnits?: boolean;
  /** Units of a layer with weights, and the inputs of each. */
  readonly units?: number;
  readonly fanIn?: number;
  /** Share that a dropout layer takes away. */
  readonly rate?: number;
  /** Strength of the penalty on its weights. */
  readonly penalty?: number;
}

/** What an array of inputs or targets holds. */
export interface DataFacts {
  readonly shape?: readonly number[];
  readonly min?: number;
  readonly max?: number;
  readonly mean?: number;
  readonly std?: number;
  readonly nonFinite?: number;
  /** Smallest and largest standard deviation of a column that varies. */
  readonly columnStd?: readonly [number, number];
  readonly integers?: boolean;
  /** Rows that sum to one and hold one 1. */
  readonly oneHot?: boolean;
  /** Rows that sum to one, as those of mixed or smoothed labels do. */
  readonly sumToOne?: boolean;
  /** Rows of each class, where the targets are classes. */
  readonly counts?: readonly number[];
}

/** What the user's program says, as far as the recorder sees it; every field may be missing. */
export interface ProgramFacts {
  readonly framework?: string;
  /** The program's file, as it was called. */
  readonly script?: string;
  /** Where in it things stand, by the name of a layer, or "optimizer", "loss", "training", "data". */
  readonly source?: Readonly<Record<string, { readonly line: number; readonly text: string }>>;
  readonly layers?: readonly RecordedLayer[];
  /** As the framework calls it. */
  readonly loss?: string;
  readonly fromLogits?: boolean;
  readonly reduction?: string;
  readonly optimizer?: string;
  readonly learningRate?: number;
  readonly batchSize?: number;
  readonly rows?: number;
  /** Whether this is no training of the user's but some dozens of steps of the probe's. */
  readonly probed?: boolean;
  readonly shuffle?: boolean;
  /** Weights that can be trained and that the optimiser does not hold, or that were frozen. */
  readonly notTrained?: readonly string[];
  readonly notInOptimizer?: readonly string[];
  /** Weights that the loss was computed from and the model does not list. */
  readonly notInModel?: readonly string[];
  /** Whether the loss has no way back to any weight. */
  readonly lossCut?: boolean;
  /** An operation on the way to the loss that lets no gradient pass, as rounding does. */
  readonly gradientStopsAt?: string;
  /** Whether gradients that came were gone before the update. */
  readonly clearedBeforeUpdate?: boolean;
  /** The optimiser's, as a factor of the weights. */
  readonly weightDecay?: number;
  /** What the nearest of other rows tell of a row's targets: 1 all, 0 no more than guessing. */
  readonly neighbours?: { readonly rows: number; readonly explained: number };
  readonly inputs?: DataFacts;
  readonly targets?: DataFacts;
  readonly outputs?: DataFacts;
  /** Last activation before the loss. */
  readonly outputActivation?: string;
  /** Variety of the labels inside of a batch over that of all batches seen (1 when shuffled, 0 when sorted), and the classes. */
  readonly batches?: { readonly seen: number; readonly spread?: number; readonly counts?: readonly number[] };
  /** Validation rows, and how many of them are training rows too. */
  readonly validation?: { readonly rows: number; readonly shared: number };
  /** Rows that were held out. */
  readonly heldOut?: { readonly inputs?: DataFacts; readonly targets?: DataFacts };
  /** By layer with weights, in the order of the forward pass: the activation after it, "linear" for none, else "unknown" (PyTorch). */
  readonly hiddenActivations?: Readonly<Record<string, string>>;
  /** Whether a recurrent layer went along the rows of a batch (`batch_first` is missing). */
  readonly rowsTakenForTime?: boolean;
  /** How far answers to rows are from those to the same rows alone, over the answers' spread. */
  readonly rowsApart?: number;
  /** Whether the softmax before the loss goes from row to row. */
  readonly softmaxOverRows?: boolean;
  /** Whether the loss comes from the first step of a sequence alone. */
  readonly firstStepTaken?: boolean;
  readonly gradientsKept?: boolean;
  readonly trainedInEvaluationMode?: boolean;
  readonly validatedInTrainingMode?: boolean;
}

/** Activations of one layer over one batch. */
export interface ActivationReading {
  readonly mean: number;
  readonly std: number;
  /** Share of units that give the same for every row. */
  readonly dead?: number;
  /** Share of values at the ends of a sigmoid or tanh. */
  readonly saturated?: number;
}

/** One measured step. */
export interface StepReading {
  readonly step: number;
  /** `null` for a layer that no gradient reached. */
  readonly gradientNorms?: Readonly<Record<string, number | null>>;
  readonly updateRatios?: Readonly<Record<string, number>>;
  readonly activations?: Readonly<Record<string, ActivationReading>>;
  /** Layers whose weights hold a NaN or an infinity. */
  readonly notFinite?: readonly string[];
}

/** Outcome of the experiments of `python -m wont_it_train probe`. */
export interface Experiments {
  /** One batch trained on again and again: its loss before and after. */
  readonly oneBatch?: { readonly first: number; readonly last: number; readonly steps: number };
  /** Loss of the untrained network against what guessing costs. */
  readonly lossAtStart?: { readonly loss: number; readonly expected: number };
  /** Loss after a few steps at each rate. */
  readonly rates?: readonly { readonly rate: number; readonly loss: number }[];
  /** Loss after the same steps with the labels as they are and shuffled. */
  readonly labels?: { readonly asTheyAre: number; readonly shuffled: number };
  /** Loss after the same steps with the inputs as they are and set to zero. */
  readonly inputs?: { readonly asTheyAre: number; readonly zero: number };
  /** Rows of the validation set that are in the training set. */
  readonly sharedRows?: { readonly shared: number; readonly rows: number };
  /** By layer: the slope of the loss along a random direction from the gradient and from two evaluations, and how sure the latter is. */
  readonly gradients?: readonly {
    readonly layer: string;
    readonly backward: number;
    readonly measured: number;
    readonly unsure: number;
  }[];
}

/** All of it. */
export interface Recorded {
  readonly program: ProgramFacts;
  /** Updates made in all, as far as the record goes. */
  readonly updates?: number;
  readonly readings: readonly StepReading[];
  readonly experiments: Experiments;
}
