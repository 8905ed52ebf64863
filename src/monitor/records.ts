/**
 * What the monitor reads and what it says: plain records, no tensors and no files.
 *
 * @module
 */
import type { Evidence } from "./evidence.ts";

export type { Evidence, Gates, GateUse } from "./evidence.ts";
export type * from "./recorded.ts";

/** One number an epoch; `null` where nothing was published, `NaN` or an infinity where the run itself wrote one. */
export type Series = readonly (number | null)[];

/** One thing that was logged, at full resolution on its own axis. */
export interface LoggedSeries {
  /** As whoever wrote the file calls it. */
  readonly name: string;
  readonly role:
    | "loss"
    | "loss term"
    | "metric"
    | "reward"
    | "learning rate"
    | "gradient norm"
    | "time"
    /** What tells of the run's state and is better in no direction: lengths of episodes, entropy, the share that was clipped. */
    | "reading";
  /** Rows it was measured on. */
  readonly split: "train" | "validation" | "test";
  readonly better?: "higher" | "lower";
  /** Epoch or step of each entry. */
  readonly at: readonly number[];
  readonly values: readonly number[];
  /** Names of the series whose mean it is. */
  readonly parts?: readonly string[];
}

/** What a history says about its own run; every field may be missing. */
export interface Settings {
  readonly hiddenSize?: number;
  readonly learningRate?: number;
  readonly clipNorm?: number;
  /** Epochs without improvement before early stopping acts. */
  readonly patience?: number;
  /** Smallest decrease of the loss that counts as an improvement. */
  readonly minDelta?: number;
  /** Answers that it chooses among: classes of rows, words of a vocabulary. */
  readonly classes?: number;
  /** Loss below which the run has succeeded. */
  readonly targetLoss?: number;
}

/** Losses read off inside one epoch, one range a group, in the order of training. */
export interface GroupReading {
  readonly group: string;
  readonly low: number;
  readonly high: number;
}

/** A training run, epoch by epoch, whoever wrote it. Lower losses are better. */
export interface History {
  /** Format it was read from, in words. */
  readonly format: string;
  /** What one entry of a series is. */
  readonly unit: "epoch" | "step";
  /** What the run itself calls an entry, where that is neither: a round of boosting, an episode, a generation. */
  readonly counted?:
    | "round"
    | "episode"
    | "iteration"
    | "generation"
    | "cycle"
    | "game"
    | "update"
    | "frame";
  /** Optimiser steps done, where the run states it. */
  readonly stepsDone?: number;
  /** Epochs done, the last of them in part, where a run by steps states it. */
  readonly epochsDone?: number;
  /** Steps done of those that were planned, where the run says both and not that it is over. */
  readonly planned?: { readonly done: number; readonly of: number };
  /** What ended the program before its own end, where its log says so, and the words. */
  readonly brokenOff?: {
    readonly by: "memory" | "GPU memory" | "hand" | "crash";
    readonly said: string;
  };
  /** Number of each entry (epoch counted from 1, or optimiser step); 1, 2, 3, ... when absent. */
  readonly at?: readonly number[];
  /** What was added to the epochs of the file, which counts from 0. */
  readonly shifted?: 1;
  /** First epoch of each stage, when the task changes between stages (a curriculum). */
  readonly stageStarts?: readonly number[];
  /** Of the runs that the same file held before, those whose training loss was NaN or infinite somewhere. */
  readonly lostBefore?: number;
  /** The highest training loss with which one of them began. */
  readonly lossBefore?: number;
  /** The best that held-out rows gave in one of them, where this run did not come to it. */
  readonly betterBefore?: {
    /** What the run is called. */
    readonly run?: string;
    readonly name: string;
    readonly value: number;
    readonly at: number;
  };
  /** Of a log by steps the first step of each epoch, where the run states the epochs. */
  readonly epochStarts?: readonly number[];
  /** Running loss: mean over the epoch of the loss before each update, weights changing underneath. */
  readonly trainLoss: Series;
  /** Loss on held-out data with frozen weights. */
  readonly heldOutLoss?: Series;
  /** What the held-out data is called by whoever wrote the file. */
  readonly heldOutName?: "validation" | "test";
  /** What the file or its folder is called by says that a policy is trained, where the series do not. */
  readonly ofPolicy?: true;
  /** What the text says of a training without labels: two views of a row that push no others apart (BYOL, SimSiam), prototypes (SwAV, DINO). */
  readonly selfSupervised?: { readonly withoutNegatives?: true; readonly prototypes?: number };
  readonly groups?: readonly string[];
  /** Running loss by group, [epochs][groups]. */
  readonly trainLossByGroup?: readonly (readonly number[] | null)[];
  /** Held-out loss by group, [epochs][groups]. */
  readonly heldOutLossByGroup?: readonly (readonly number[] | null)[];
  readonly withinEpoch?: readonly GroupReading[];
  readonly epochSeconds?: Series;
  readonly learningRate?: Series;
  /** Norm of the gradient before clipping: median (or only figure) of the epoch. */
  readonly gradientNorm?: Series;
  /** Largest gradient norm of the epoch. */
  readonly gradientNormMax?: Series;
  /** Share of updates whose gradient was clipped, 0 to 1. */
  readonly clippedShare?: Series;
  /** Best loss and its epoch as the file itself states them. */
  readonly claimed?: { readonly bestLoss?: number; readonly bestEpoch?: number };
  /** Everything that was logged; absent in this project's own layout: see `isLog` in `series.ts`. */
  readonly series?: readonly LoggedSeries[];
  /** Names in the file that are no measure of training. */
  readonly leftOut?: readonly string[];
  /** Whether it is still being written: then nothing has ended. */
  readonly inProgress?: boolean;
  /** Checkpoint that the file itself calls the best. */
  readonly bestCheckpoint?: string;
  /** Epoch or step of it, where its name counts something else. */
  readonly bestCheckpointAt?: number;
  readonly settings: Settings;
  /** Names of all runs of the file that this one was read from, where it holds several. */
  readonly runs?: readonly string[];
  /** Those of them that are told side by side. */
  readonly beside?: readonly { readonly name: string; readonly history: History }[];
  /** What the reader had to assume, in words. */
  readonly notes: readonly string[];
}

/** All a rule may look at. */
export interface Observation {
  readonly history: History;
  readonly evidence: Evidence;
}

/** Worst first. */
export const SEVERITIES = ["critical", "warning", "info"] as const;

/** How bad a finding is; `info` is a statement, not an alarm. */
export type Severity = typeof SEVERITIES[number];

/** The rival explanations, upstream first: a cause can produce the symptoms of those after it. */
export const CAUSES = [
  "program",
  "measurement",
  "data",
  "information",
  "initialisation",
  "learning rate",
  "optimisation through time",
  "training budget",
  "capacity",
  "regularisation",
] as const;

/** One rival explanation. */
export type Cause = typeof CAUSES[number];

/** How a finding speaks for or against a cause: 3 measured directly, 2 a strong sign, 1 a hint. */
export interface Bearing {
  readonly cause: Cause;
  readonly for: boolean;
  readonly strength: 1 | 2 | 3;
}

/** Numbers a finding rests on, under names that say what they are. */
export type Facts = Readonly<Record<string, number | string | boolean | readonly number[] | null>>;

/** What one rule says of one observation. */
export type Outcome =
  | {
    readonly status: "found";
    readonly severity: Severity;
    readonly title: string;
    readonly facts: Facts;
    readonly bearings?: readonly Bearing[];
    /** Computed (1 - p of a stated test); absent where nothing stated computes it. */
    readonly confidence?: number;
    /** The line of the user's program to look for, where the record names it; else the rule's remedy holds. */
    readonly remedy?: string;
    /** The run in a headline's words, where it is not what the rule's findings are called otherwise. */
    readonly called?: string;
  }
  | { readonly status: "clear"; readonly facts?: Facts; readonly bearings?: readonly Bearing[] }
  | { readonly status: "not tested"; readonly how: string }
  /** The run is of another kind than those that the rule is about: nothing is missing. */
  | { readonly status: "does not apply" };

/** A row of the table of rules. */
export interface Rule {
  readonly name: string;
  readonly watches: string;
  /** When it fires, in words; the code is `check`. */
  readonly predicate: string;
  readonly remedy: string;
  /** Rules that have nothing more to say of a log once this one fired; `diagnose.ts` names them. */
  readonly settles?: "all losses" | "all shapes" | "gap" | "budget" | "ending" | "outcome" | "zeros" | "sum";
  /** Paper, equation, tool or definition it follows. */
  readonly source: string;
  /** Asks one series whether it refutes that all is well: last, and only where nothing else is an alarm. */
  readonly refutesQuiet?: true;
  /** Looks at the named series of a log: nothing is asked of a history that has none. */
  readonly readsSeries?: true;
  /** Looks at what a recorder saw: nothing is asked of a run that had none. */
  readonly readsRecord?: true;
  readonly check: (observation: Observation) => Outcome;
}

/** A rule that fired. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly facts: Facts;
  readonly remedy: string;
  readonly bearings: readonly Bearing[];
  readonly confidence?: number;
  /** The run in a headline's words, where it is not what the rule's findings are called otherwise. */
  readonly called?: string;
}

/** A rule that could not decide, and what would let it. */
export interface NotTested {
  readonly rule: string;
  readonly how: string;
}
