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

/** Each evaluation as one row: the mean of its losses, which are a batch's, and the last of all else, which grew with the batches. */
export function summedUp(rows: readonly Row[], evaluations: readonly (readonly Row[])[]): readonly Row[] {
  const sums = new Map(
    evaluations.filter((lines) => lines.length > 1).map((lines) => [lines[0], sumOf(lines)]),
  );
  const others = new Set(evaluations.flatMap((lines) => lines.slice(1)));
  return rows.filter((row) => !others.has(row)).map((row) => sums.get(row) ?? row);
}

function sumOf(lines: readonly Row[]): Row {
  const last: Row = Object.assign({}, ...lines);
  const losses = Object.keys(last).filter((name) => meaningOf(name)?.role.startsWith("loss"));
  const meanOf = (name: string) => {
    const values = lines.flatMap((row) => name in row ? [row[name] as number] : []);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return { ...last, ...Object.fromEntries(losses.map((name) => [name, meanOf(name)])) };
}
