/**
 * The cells of a study that are to be turned into results, and what turns them: threads here, or machines elsewhere.
 *
 * @module
 */

import { z } from "zod";

/** What a cell needs of the machine that runs it. */
export interface Needs {
  readonly cores: number;
  readonly memoryMB: number;
}

/** A network of some hundred units and a recording, in a Deno of its own. */
export const USUAL_NEEDS: Needs = { cores: 1, memoryMB: 500 };

/** See {@linkcode Maker}. */
export const maker = z.object({ by: z.string() }).catchall(z.string());

/** Who turned a cell into its result, with which versions. */
export type Maker = Readonly<z.output<typeof maker>>;

/** The cells that a study's file lacks, longest first. */
export interface Sweep<Cell, Result> {
  /** Name of the study. */
  readonly study: string;
  /** Module whose workers turn a cell into its result. */
  readonly worker: URL;
  readonly cells: readonly Cell[];
  readonly key: (cell: Cell) => string;
  /** What a result is, wherever it comes from. */
  readonly result: z.ZodType<Result>;
  readonly needs: (cell: Cell) => Needs;
  /** Called as each cell ends, in the order of ending. */
  readonly onResult: (result: Result, cell: Cell, maker: Maker) => void;
  /** Called in its place for a cell that failed; the others go on. */
  readonly onError: (message: string, cell: Cell) => void;
  readonly print: (line: string) => void;
  /** Aborted when the user interrupts: what is running is dropped. */
  readonly signal: AbortSignal;
}

/** Turns the cells into results; returns when the last has ended or the signal is aborted. */
export type Execute = <Cell, Result extends Cell>(sweep: Sweep<Cell, Result>) => Promise<void>;
