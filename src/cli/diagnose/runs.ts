/**
 * The runs of the files that were read, and the one that was asked for by its name.
 *
 * @module
 */
import { shownNames } from "../../report/run_names.ts";
import type { Reading } from "../../run/source.ts";
import { printable } from "../../text/mod.ts";

/** A run and where it lies; one of several in a file as if it were a file in a folder of that name. */
export interface Run {
  readonly path: string;
  readonly reading: Reading;
}

function pathIn(path: string, run: string): string {
  return `${path === "-" ? "standard input" : path}/${run.replaceAll("/", "_")}`;
}

/** Each of the runs of one file that are told side by side; else the one that was read. */
export function sideBySide({ path, reading }: Run): readonly Run[] {
  const { beside = [] } = reading.history;
  return beside.length === 0
    ? [{ path, reading }]
    : beside.map(({ name, history }) => ({ path: pathIn(path, name), reading: { ...reading, history } }));
}

/** Names that an error tells before the rest is counted. */
const NAMES_TOLD = 40;

function listed(names: readonly string[]): string {
  const more = names.length - NAMES_TOLD;
  return names.slice(0, NAMES_TOLD).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/**
 * The run of that name, as the table of runs has it or with the whole path: one told side by side, or another of its file.
 *
 * @param read a run of a file that holds several and was read as another of them
 * @throws {RangeError} when no run has the name, or several have
 */
export function runNamed(
  name: string,
  files: readonly Run[],
  read: (path: string, run: string) => Reading,
): Run {
  const candidates = files.flatMap((file) => {
    const told = sideBySide(file);
    const { runs = [] } = file.reading.history;
    const others = runs.map((run) => ({
      path: pathIn(file.path, run),
      open: () => read(file.path, run),
    })).filter(({ path }) => !told.some((run) => run.path === path));
    return [...told.map(({ path, reading }) => ({ path, open: () => reading })), ...others];
  });
  const paths = candidates.map(({ path }) => printable(path)), shown = shownNames(paths);
  const ways = [paths, shown, shown.map((own) => own.slice(own.lastIndexOf("/") + 1))];
  const found =
    ways.map((names) => candidates.filter((_, i) => names[i] === name)).find((all) => all.length > 0) ?? [];
  if (found.length !== 1) {
    throw new RangeError(
      `--run: ${found.length === 0 ? "no run" : "several runs"} ${name}; there ${
        shown.length === 1 ? "is" : "are"
      } ${listed(shown)}`,
    );
  }
  const [{ path, open }] = found;
  return { path, reading: open() };
}
