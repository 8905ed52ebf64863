/**
 * What goes into a submission, as plain data.
 *
 * @module
 */
import type { CurriculumColumns } from "../report/readme/tables.ts";
import type { ArmSummary } from "../studies/ablations/study.ts";
import type { BeyondSummary } from "../studies/beyond/study.ts";
import type { CapacityResult } from "../studies/capacity/cell.ts";
import type { RepetitionResult } from "../studies/seeds/cell.ts";

/** One part of a chapter. */
export type Block =
  | { readonly kind: "prose"; readonly markdown: string }
  | { readonly kind: "code"; readonly source: string; readonly outputs: readonly ChapterOutput[] };

/** What a cell showed; the richest format that is there is used. */
export interface ChapterOutput {
  readonly html?: string;
  readonly svg?: string;
  readonly markdown?: string;
  readonly text?: string;
}

/** One notebook. */
export interface Chapter {
  /** Name of its file, without ending. */
  readonly name: string;
  readonly blocks: readonly Block[];
}

/** The measured result of one run, from its record. */
export interface RunResult {
  readonly run: string;
  readonly units: number;
  readonly epochs: number;
  readonly noise: string;
  readonly frequenciesHz: readonly number[];
  /** Of the last epoch. */
  readonly runningLoss: number;
  readonly trainMse: number;
  readonly testMse: number;
  /** In the order of `frequenciesHz`. */
  readonly testMseByFrequency: readonly number[];
  /** Test minus train with its interval. */
  readonly gap: { readonly value: number; readonly low: number; readonly high: number };
  /** Test MSE of always answering zero. */
  readonly zero: number;
  /** Test MSE of the best function of the present sample alone. */
  readonly memoryless: number;
}

/** The network that reaches the target on one noise preset, with the exercise's two graphs as SVG. */
export interface Preset extends RunResult {
  readonly graph1: string;
  readonly graph2: string;
}

/** What the report tells of an arm of the ablations. */
export type ArmColumns = Pick<ArmSummary, "arm" | "noise" | "testMse" | "lateStartMse">;

/** Everything that the report tells of, from the records that commands wrote. */
export interface Findings {
  /** Error that was wanted. */
  readonly target: number;
  /** How every error but the running loss was measured. */
  readonly protocol: string;
  /** Trained as the exercise asks, L = 1: as monitored, and with twice the units. */
  readonly online: { readonly baseline: RunResult; readonly retrain: RunResult };
  /** In the order `softened`, `quarter`, `literal`. */
  readonly presets: readonly Preset[];
  readonly seeds: readonly Pick<RepetitionResult, "runningLoss" | "testMse">[];
  /** Running loss of the monitored run, as it was published. */
  readonly publishedRunningLoss: number;
  /** By the name of the noise preset. */
  readonly curriculum: Readonly<Record<string, CurriculumColumns>>;
  readonly capacity: readonly Pick<CapacityResult, "way" | "noise" | "hiddenSize" | "testMse">[];
  /** The curriculum with one thing changed at a time. */
  readonly ablations: readonly ArmColumns[];
  readonly beyond: readonly Pick<BeyondSummary, "noise" | "condition" | "mse">[];
  /** SVG: the baseline from every seed; error against size. */
  readonly figures: { readonly seeds: string; readonly sizes: string };
}

/** Lines of a coverage report. */
export interface Coverage {
  readonly linesFound: number;
  readonly linesHit: number;
  readonly files: number;
}

/** Who hands in, and when. */
export interface Cover {
  readonly author: { readonly name: string; readonly id: string };
  /** ISO date of the export. */
  readonly date: string;
}

/** Everything that the report shows. */
export interface Submission extends Cover {
  readonly findings: Findings;
  /** The program's central files, printed whole. */
  readonly code: readonly { readonly path: string; readonly source: string }[];
  /** Commands that reproduce everything, with what each does. */
  readonly commands: readonly { readonly command: string; readonly does: string }[];
  readonly versions: Readonly<Record<string, string>>;
  /** Null where none was measured: the report then has no such section. */
  readonly coverage: Coverage | null;
  /** Markdown written by the author, or null: the report then has no such section. */
  readonly selfAssessment: string | null;
}
