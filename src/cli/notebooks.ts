/**
 * `deno task notebooks`: executes the notebooks with the real Jupyter and holds them against what is committed.
 *
 * @module
 */
import { requirePermissions } from "../boundary/mod.ts";
import { disagreements } from "../notebook/check/agreement.ts";
import { outputProblems } from "../notebook/check/outputs.ts";
import { ensureEnvironment } from "../notebook/check/environment.ts";
import { execute } from "../notebook/check/execute.ts";
import { commitNotebook, notebookNames, NOTEBOOKS, readNotebook } from "../notebook/check/file.ts";
import { modelProblems, recordProblems } from "../notebook/check/records.ts";
import { typeErrors } from "../notebook/check/type_check.ts";
import { createProgram, runProgram } from "./program.ts";

/** Where freshly executed notebooks go before anything is compared. */
const FRESH = ".cache/notebooks";

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

program.action(async (beginnings: string[], options: Options) => {
  const names = chosen(beginnings);
  const problems = options.static ? await staticProblems(names) : await executeAll(names, options);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) {
    console.error(`${problems.length} problem${problems.length === 1 ? "" : "s"}`);
    if (!options.quick && !options.static) console.error(OTHER_PROCESSOR);
    Deno.exit(1);
  }
  console.log(options.write ? "written" : "all notebooks check out");
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

async function staticProblems(names: readonly string[]): Promise<string[]> {
  const problems = await modelProblems();
  for (const name of names) {
    const notebook = readNotebook(`${NOTEBOOKS}/${name}.ipynb`);
    problems.push(
      ...await typeErrors(notebook, name),
      ...outputProblems(notebook, name),
      ...recordProblems(notebook, name),
    );
  }
  return problems;
}

/** Executes as many notebooks at a time as there are processors, two at most: each trains on one. */
async function executeAll(names: readonly string[], options: Options): Promise<string[]> {
  if (options.write) requirePermissions({ name: "write", path: NOTEBOOKS });
  await ensureEnvironment();
  await fetchPackages();
  Deno.mkdirSync(FRESH, { recursive: true });
  const types: string[] = [];
  for (const name of names) types.push(...await typeErrors(readNotebook(`${NOTEBOOKS}/${name}.ipynb`), name));
  if (types.length > 0) return types;
  const queue = names.toReversed(); // the later ones take longer: they begin first
  const problems: string[] = [];
  const worker = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      problems.push(...await executeOne(name, options));
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, navigator.hardwareConcurrency) }, worker));
  return problems.sort();
}

/** Before two kernels run side by side; resolved as a kernel does, which knows no lock. */
async function fetchPackages(): Promise<void> {
  const { success, stderr } = await new Deno.Command("deno", {
    args: ["cache", "--quiet", "src/notebook/packages.ts"],
    stdout: "null",
    stderr: "piped",
  }).output();
  if (success) return;
  const reason = new TextDecoder().decode(stderr).trim().split("\n").at(-1);
  throw new RangeError(`the packages of the notebooks could not be fetched: ${reason}`);
}

async function executeOne(name: string, { quick = false, write = false }: Options): Promise<string[]> {
  const [source, target] = [`${NOTEBOOKS}/${name}.ipynb`, `${FRESH}/${name}.ipynb`];
  const committed = readNotebook(source);
  try {
    const seconds = await execute({
      source,
      target,
      quick,
      onCell: (cell, of, seconds) => progress(name, cell, of, seconds),
    });
    console.log(`${name}: executed in ${seconds.toFixed(0)} s`);
  } catch (error) {
    if (error instanceof RangeError) return [error.message];
    throw error;
  }
  const fresh = readNotebook(target);
  const incomplete = [...outputProblems(fresh, name), ...recordProblems(fresh, name)];
  if (incomplete.length > 0) return incomplete;
  if (!write) {
    return [...outputProblems(committed, `${name} as committed`), ...disagreements(committed, fresh, name)];
  }
  commitNotebook(target, source);
  return [];
}

function progress(name: string, cell: number, of: number, seconds: number): void {
  const line = `${name}: cell ${cell} of ${of}, ${seconds.toFixed(0)} s`;
  if (Deno.stderr.isTerminal()) Deno.stderr.writeSync(new TextEncoder().encode(`\r\x1b[K${line}`));
}

await runProgram(program);
