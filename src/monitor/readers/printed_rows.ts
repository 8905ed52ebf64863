/**
 * Lines that trainers print beside those that count: progress bars, and an evaluation's way to its result.
 *
 * @module
 */
import { meaningOf } from "./classify.ts";
import { isHeldOut } from "./places.ts";
import type { Row } from "./rows.ts";

/**
 * A bar runs on until a line is printed: what lines give too is left to them. A bar holds what came before, and stands for epochs
 * and batches at once.
 */
export function withoutBars(rows: readonly Row[], bars: ReadonlySet<Row>): readonly Row[] {
  if (bars.size === 0) return rows;
  const count = new Map<string, number>();
  for (const name of rows.filter((row) => !bars.has(row)).flatMap((row) => Object.keys(row))) {
    count.set(name, (count.get(name) ?? 0) + 1);
  }
  const isPlace = (name: string) => name === "epoch" || name === "step" || name === "fold";
  return rows.map((row) =>
    bars.has(row)
      ? Object.fromEntries(
        Object.entries(row).filter(([name]) => isPlace(name) || (count.get(name) ?? 0) < 2),
      )
      : row
  ).filter((row) => Object.keys(row).some((name) => !isPlace(name)));
}

/**
 * Each evaluation as one row: the mean of its losses, which are a batch's, and the last of all else, which grew with the batches.
 *
 * @param batches lines of evaluations, of which all measures are a batch's
 */
export function summedUp(
  rows: readonly Row[],
  evaluations: readonly (readonly Row[])[],
  batches: readonly (readonly Row[])[],
): readonly Row[] {
  const [own, each] = [evaluations, batches].map((all) => all.filter((lines) => lines.length > 1));
  const sums = new Map([
    ...each.map((lines) => [lines[0], sumOf(lines, /^(loss|metric)/)] as const),
    ...own.map((lines) => [lines[0], sumOf(lines, /^loss/)] as const),
  ]);
  const others = new Set([...own, ...each].flatMap((lines) => lines.slice(1)));
  return rows.filter((row) => !others.has(row)).map((row) => sums.get(row) ?? row);
}

function sumOf(lines: readonly Row[], averaged: RegExp): Row {
  const last: Row = Object.assign({}, ...lines);
  const losses = Object.keys(last).filter((name) => averaged.test(meaningOf(name)?.role ?? ""));
  const meanOf = (name: string) => {
    const values = lines.flatMap((row) => name in row ? [row[name] as number] : []);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return { ...last, ...Object.fromEntries(losses.map((name) => [name, meanOf(name)])) };
}

/**
 * Measures without the batches that a line without a place sums up each time, as `END epoch 3 val loss 0.5` below `val step:0 loss 0.6`.
 *
 * @param placed lines that say at which batch or step they stand
 */
export function withoutParts(rows: readonly Row[], placed: ReadonlySet<Row>): readonly Row[] {
  const summed = new Set<string>();
  const names = new Set(
    rows.filter((row) => !placed.has(row)).flatMap((row) => Object.keys(row)).filter(isOfRows),
  );
  for (const name of names) {
    const kinds = rows.filter((row) => name in row).map((row) => placed.has(row));
    const sums = kinds.filter((isPart) => !isPart).length;
    // below the batches of each stands one
    const areSums = kinds.every((isPart, i) => isPart || kinds[i - 1] === true);
    if (sums >= (isHeldOut(name) ? FEWEST_SUMS : FEWEST_EPOCHS) && areSums) summed.add(name);
  }
  if (summed.size === 0) return rows;
  const without = (row: Row) => Object.fromEntries(Object.entries(row).filter(([name]) => !summed.has(name)));
  return rows.map((row) => placed.has(row) ? without(row) : row).filter((row) =>
    Object.keys(row).some((name) => name !== "epoch" && name !== "step")
  );
}

/** Fewer lines are no rule, and fewer epochs of a training show less of its course than their batches do. */
const FEWEST_SUMS = 2, FEWEST_EPOCHS = 5;

function isOfRows(name: string): boolean {
  return /loss|metric/.test(meaningOf(name)?.role ?? "");
}

/**
 * Rows under the epoch of the line below them, where each epoch is named in the last line that measures it, and never in the first.
 *
 * @param closing lines that name an epoch
 */
export function belowTheirEpoch(rows: readonly Row[], closing: ReadonlySet<Row>): readonly Row[] {
  const areClosed = closing.size > 1 && closing.has(rows[rows.length - 1]) &&
    rows.every((row, i) => !closing.has(row) || i > 0 && !closing.has(rows[i - 1]));
  if (!areClosed) return rows;
  let epoch: unknown;
  return rows.toReversed().map((row) => {
    if (closing.has(row)) epoch = row.epoch;
    return row.epoch === epoch ? row : { ...row, epoch };
  }).toReversed();
}
