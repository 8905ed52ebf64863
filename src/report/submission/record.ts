/**
 * What goes into a submission, as plain data.
 *
 * @module
 */

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
  readonly trainMse: number;
  readonly testMse: number;
  /** Test minus train with its interval. */
  readonly gap: { readonly value: number; readonly low: number; readonly high: number };
  /** Test MSE of always answering zero. */
  readonly zero: number;
}

/** Lines of a coverage report. */
export interface Coverage {
  readonly linesFound: number;
  readonly linesHit: number;
  readonly files: number;
}

/** Everything that the page shows. */
export interface Submission {
  readonly author: { readonly name: string; readonly id: string };
  /** ISO date of the export. */
  readonly date: string;
  readonly chapters: readonly Chapter[];
  readonly results: readonly RunResult[];
  /** Error that was wanted. */
  readonly target: number;
  readonly protocol: string;
  /** Commands that reproduce everything, with what each does. */
  readonly commands: readonly { readonly command: string; readonly does: string }[];
  readonly versions: Readonly<Record<string, string>>;
  readonly coverage: Coverage | null;
  /** Markdown written by the author. */
  readonly selfAssessment: string;
}
