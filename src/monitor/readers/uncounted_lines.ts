/**
 * Printed lines that count neither epochs nor steps: by what else they are counted.
 *
 * @module
 */
import type { Row } from "./rows.ts";

/** Lines whose first number goes up by one from each to the next, from which that is no chance. */
const COUNTED_LINES = 5;

/** The lines under the number that one name has in all of them, if it goes up by one from each to the next: that counts, whatever it is called. */
export function countedRows(rows: readonly Row[]): readonly Row[] | undefined {
  const [name] = Object.keys(rows[0]).filter((name) =>
    rows.length >= COUNTED_LINES &&
    rows.every((row, i) =>
      Number.isInteger(row[name]) && (i === 0 || Number(row[name]) - Number(rows[i - 1][name]) === 1)
    )
  );
  if (name === undefined) return undefined;
  return rows.map(({ [name]: step, ...row }) => ({ step, ...row }));
}

/** Each line numbered among those of its kind, so that training and validation rows that take turns stand side by side. */
export function numbered(rows: readonly Row[]): readonly Row[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const names = Object.keys(row);
    for (const name of names) seen.set(name, (seen.get(name) ?? 0) + 1);
    return { step: Math.max(...names.map((name) => seen.get(name)!)), ...row };
  });
}
