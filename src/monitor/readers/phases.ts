/**
 * Phases of a training that its log names in a column: a curriculum's, or what is trained first and what after it. Each has losses of
 * its own, which are no curve together.
 *
 * @module
 */
import { saysSplit, wordsOf } from "./classify.ts";

/** What such a column is called. */
const PHASE =
  /^((training|train|curriculum|current)_)?(phase|stage)(_(name|idx|index|id|no))?$|^task(_(name|idx|index|id|no))?$|^((cv|k)_?)?fold(_(idx|index|id|no))?$/;

/** A row at which another phase begins, and what it is called. */
export interface Phase {
  readonly row: number;
  readonly name: string;
}

/** Whether a column of this name tells the phase. */
export function isPhase(name: string): boolean {
  return PHASE.test(wordsOf(name).join("_"));
}

/**
 * The phase that the log ends in, where it has several one behind the other; those that take turns, and the rows of training and
 * validation, are none.
 *
 * @param phases in their order, the first row of all among them
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(lastPhase([{ row: 0, name: "words" }, { row: 40, name: "stories" }])?.row, 40);
 * assertEquals(lastPhase([{ row: 0, name: "train" }, { row: 1, name: "val" }]), undefined);
 * ```
 */
export function lastPhase(phases: readonly Phase[]): Phase | undefined {
  const names = new Set(phases.map(({ name }) => name));
  // a run that is begun anew goes through them again
  const takeTurns = phases.length > 2 * names.size;
  return names.size < 2 || takeTurns || [...names].some(saysSplit) ? undefined : phases[phases.length - 1];
}

/** The phases of rows that say each what theirs is. */
export function phasesOf(labels: readonly unknown[]): readonly Phase[] {
  const phases: Phase[] = [];
  labels.forEach((label, row) => {
    const name = label === null || label === undefined ? "" : String(label).trim();
    if (name !== "" && name !== phases[phases.length - 1]?.name) phases.push({ row, name });
  });
  return phases;
}

/** The phases of some of the rows, which are counted from the first of them. */
export function phasesBetween(phases: readonly Phase[], from: number, to: number): readonly Phase[] {
  const begun = phases.findLastIndex(({ row }) => row <= from);
  return phases.slice(Math.max(0, begun)).filter(({ row }) => row < to).map(({ row, name }) => ({
    row: Math.max(0, row - from),
    name,
  }));
}
