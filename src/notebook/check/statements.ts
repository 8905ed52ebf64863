/**
 * What a notebook says of the runs in it, in a form that a program can hold against the run records.
 *
 * @module
 */
import { codeCells, type Notebook } from "./document.ts";

/** Test MSE of a run as a notebook shows it. */
export interface RunStatement {
  readonly run: string;
  readonly testMse: number;
}

const PATTERN = /\[run ([\w.-]+): test MSE ([\d.e+-]+)\]/g;

/** A statement as text, for the plain form of an output. */
export function stateRun({ run, testMse }: RunStatement): string {
  return `[run ${run}: test MSE ${testMse.toPrecision(6)}]`;
}

/** All statements in the outputs of a notebook. */
export function runStatements(notebook: Notebook): RunStatement[] {
  const texts = codeCells(notebook).flatMap(({ outputs }) =>
    outputs.map((output) => "data" in output ? output.data["text/plain"] ?? "" : "")
  );
  return texts.flatMap((text) =>
    [...text.matchAll(PATTERN)].map(([, run, mse]) => ({ run, testMse: Number(mse) }))
  );
}
