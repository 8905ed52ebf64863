/**
 * How much of a table is read: more takes longer and more memory than a look at a training is worth.
 *
 * @module
 */

/** More columns are no log of a training. */
const MOST_COLUMNS = 10_000;

/** Rows of a table, entries of a series. */
const MOST_POINTS = 2_000_000;

/** @throws {TypeError} when a table has more columns than a log of a training has */
export function refuseWide(columns: number): void {
  if (columns <= MOST_COLUMNS) return;
  throw new TypeError(`${columns} columns are more than the ${MOST_COLUMNS} that are read`);
}

/** @throws {TypeError} when a series has more points than are read */
export function refuseLong(points: number): void {
  if (points <= MOST_POINTS) return;
  throw new TypeError(`${points} points are more than the ${MOST_POINTS} that are read; give every tenth`);
}
