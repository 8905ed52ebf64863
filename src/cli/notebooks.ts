/**
 * `deno task notebooks`: executes the notebooks with the real Jupyter and holds them against what is committed.
 *
 * @module
 */
import { notebookNames } from "../notebook/check/file.ts";
import { committedProblems, executedProblems } from "../notebook/check/notebooks.ts";
import { createProgram, runProgram } from "./program.ts";

/** What a user of another machine should know. */
const OTHER_PROCESSOR =
  "a training of two million updates magnifies the last bit: on another processor its numbers may differ; --quick reads the committed trainings";

interface Options {
  readonly quick?: boolean;
  readonly write?: boolean;
  readonly static?: boolean;
}

const program = createProgram(
  "notebooks",
  "Execute the notebooks and check types, outputs and agreement with the committed ones.",
  [
    "deno task notebooks              all five, trainings included (minutes)",
    "deno task notebooks --quick      finished trainings are read from models/ (about one minute)",
    "deno task notebooks 02 --write   one notebook; its fresh outputs replace the committed ones",
    "deno task notebooks --static     execute nothing: are the committed outputs whole?",
  ],
)
  .argument("[names...]", "beginnings of names, such as 02 (default: all)")
  .option("--quick", "read finished trainings from models/ instead of repeating them")
  .option("--write", "replace the committed notebooks by the fresh ones")
  .option("--static", "check the committed notebooks without executing them");

program.action(async (beginnings: string[], { quick = false, write = false, static: isStatic }: Options) => {
  const names = chosen(beginnings);
  const problems = isStatic ? await committedProblems(names) : await executedProblems(names, {
    quick,
    write,
    onCell: showCell,
    onEnd: (name, seconds) => console.log(`${name}: executed in ${seconds.toFixed(0)} s`),
  });
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) {
    console.error(`${problems.length} problem${problems.length === 1 ? "" : "s"}`);
    if (!quick && !isStatic) console.error(OTHER_PROCESSOR);
    Deno.exit(1);
  }
  console.log(write ? "written" : "all notebooks check out");
});

function chosen(beginnings: readonly string[]): string[] {
  const all = notebookNames();
  const unknown = beginnings.find((beginning) => !all.some((name) => name.startsWith(beginning)));
  if (unknown !== undefined) {
    throw new RangeError(`no notebook's name begins with ${unknown}; there are ${all.join(", ")}`);
  }
  return beginnings.length === 0
    ? all
    : all.filter((name) => beginnings.some((beginning) => name.startsWith(beginning)));
}

function showCell(name: string, cell: number, of: number, seconds: number): void {
  const line = `${name}: cell ${cell} of ${of}, ${seconds.toFixed(0)} s`;
  if (Deno.stderr.isTerminal()) Deno.stderr.writeSync(new TextEncoder().encode(`\r\x1b[K${line}`));
}

await runProgram(program);
