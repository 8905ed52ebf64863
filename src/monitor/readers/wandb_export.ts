/**
 * What W&B's panels download as CSV: a column "run - metric" for each run, with the least and the most of what a step stands for
 * behind it in `__MIN` and `__MAX`.
 *
 * @module
 */

/** The columns of one run, by what they measure, and the names of all runs of the table. */
export interface ExportedRun {
  readonly columns: readonly (readonly [name: string, column: string])[];
  readonly runs: readonly string[];
}

/**
 * The columns of the run of that name, or of the first; `undefined` where the names are no such export's.
 *
 * @throws {RangeError} when no run has that name
 */
export function wandbExport(names: readonly string[], run?: string): ExportedRun | undefined {
  const [axis] = names, all = new Set(names);
  const mine = names.filter((name) => all.has(`${name}__MIN`) && name.includes(BETWEEN));
  if (mine.length === 0) return undefined;
  const runOf = (name: string) => name.slice(0, name.lastIndexOf(BETWEEN));
  const runs = [...new Set(mine.map(runOf))], chosen = run ?? runs[0];
  if (!runs.includes(chosen)) {
    throw new RangeError(`no run ${chosen} in this table; it holds ${runs.join(", ")}`);
  }
  const columns = mine.filter((name) => runOf(name) === chosen).map((name) =>
    [name.slice(chosen.length + BETWEEN.length), name] as const
  );
  return { columns: [[axis, axis], ...columns], runs };
}

const BETWEEN = " - ";
