/**
 * The command of a study that is a table of cells: run it in full or small, and write what shows its results beside them.
 *
 * @module
 */
import { writeAtomically } from "../../run/files.ts";
import type { Study } from "../../studies/study.ts";
import { createProgram, runProgram } from "../program.ts";
import { addSweepOptions, runSweep, type SweepOptions } from "./sweep.ts";

/** What is particular to one study's command. */
interface StudyCommand<Cell, Result extends Cell> {
  /** Of its folder in `reports`, and of its file there. */
  readonly name: string;
  readonly about: string;
  /** What is left of the study with `--quick`, where it has a small table. */
  readonly quick?: string;
  readonly study: (isQuick: boolean) => Study<Cell, Result>;
  /** A second table, whose cells depend on the results of the first. */
  readonly second?: (results: readonly Result[], isQuick: boolean) => Study<Cell, Result>;
  /** What shows the results: files beside the study's own, by name. */
  readonly show: (results: readonly Result[]) => Readonly<Record<string, string>>;
}

interface Options extends SweepOptions {
  readonly quick?: boolean;
}

/** Makes the command and runs it. */
export async function runStudyCommand<Cell, Result extends Cell>(
  { name, about, quick, study, second, show }: StudyCommand<Cell, Result>,
): Promise<void> {
  const program = createProgram(`study:${name}`, about, [
    `deno task study:${name}            into reports/${name}; an interrupted study goes on`,
    ...(quick === undefined
      ? []
      : [`deno task study:${name} --quick    ${quick}, into reports/${name}-quick`]),
  ]);
  if (quick !== undefined) program.option("--quick", quick);
  program.action(async ({ quick: isQuick = false, ...options }: Options) => {
    const folder = `reports/${name}${isQuick ? "-quick" : ""}`;
    const file = `${folder}/${name}.json`;
    let results = await runSweep(study(isQuick), file, options);
    if (results !== null && second !== undefined) {
      results = await runSweep(second(results, isQuick), file, { ...options, fresh: false });
    }
    if (results !== null) writeShown(folder, file, show(results));
  });
  await runProgram(addSweepOptions(program));
}

/** Writes what shows a study's results beside its file, and says where all of it lies. */
export function writeShown(folder: string, file: string, shown: Readonly<Record<string, string>>): void {
  const paths = Object.entries(shown).map(([name, text]) => {
    const path = `${folder}/${name}`;
    writeAtomically(path, text);
    return path;
  });
  console.log(`\n${[file, ...paths].join("\n")}`);
}
