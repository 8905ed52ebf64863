/**
 * Lines that trainers print beside those that count: progress bars, and an evaluation's way to its result.
 *
 * @module
 */
import { meaningOf } from "./classify.ts";
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
