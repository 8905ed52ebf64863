/**
 * The notebooks, held against their types, their outputs and the run records: as they are committed, or freshly executed.
 *
 * @module
 */
import { requirePermissions } from "../../boundary/mod.ts";
import { disagreements } from "./agreement.ts";
import type { Notebook } from "./document.ts";
import { ensureEnvironment } from "./environment.ts";
import { execute } from "./execute.ts";
import { commitNotebook, NOTEBOOKS, readNotebook } from "./file.ts";
import { outputProblems } from "./outputs.ts";
import { modelProblems, recordProblems } from "./records.ts";
import { typeErrors } from "./type_check.ts";

/** Where freshly executed notebooks go before anything is compared. */
const FRESH = ".cache/notebooks";

/** What is wrong with the committed notebooks and with the runs that they show, one line a problem. */
export async function committedProblems(names: readonly string[]): Promise<string[]> {
  const problems = [...await modelProblems(), ...await typeProblems(names)];
  return [...problems, ...names.flatMap((name) => shownProblems(committed(name), name))];
}

/** What is wrong with what a notebook shows. */
export function shownProblems(notebook: Notebook, name: string): string[] {
  return [...outputProblems(notebook, name), ...recordProblems(notebook, name)];
}

/** How notebooks are executed. */
export interface ExecuteOptions {
  /** Read finished trainings from `models/` instead of repeating them. */
  readonly quick: boolean;
  /** Put the fresh notebooks in the places of the committed ones, instead of comparing them. */
  readonly write: boolean;
  readonly onCell: (name: string, cell: number, of: number, seconds: number) => void;
  readonly onEnd: (name: string, seconds: number) => void;
}

/** Executes the notebooks; what is wrong with them, one line a problem. */
export async function executedProblems(names: readonly string[], options: ExecuteOptions): Promise<string[]> {
  if (options.write) requirePermissions({ name: "write", path: NOTEBOOKS });
  await ensureEnvironment();
  await fetchPackages();
  Deno.mkdirSync(FRESH, { recursive: true });
  const types = await typeProblems(names);
  if (types.length > 0) return types;
  const queue = names.toReversed(); // the later ones take longer: they begin first
  const problems: string[] = [];
  const worker = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      problems.push(...await executeOne(name, options));
    }
  };
  // as many at a time as there are processors, two at most: each trains on one
  await Promise.all(Array.from({ length: Math.min(2, navigator.hardwareConcurrency) }, worker));
  return problems.sort();
}

async function executeOne(name: string, { quick, write, onCell, onEnd }: ExecuteOptions): Promise<string[]> {
  const [source, target] = [`${NOTEBOOKS}/${name}.ipynb`, `${FRESH}/${name}.ipynb`];
  const before = committed(name);
  try {
    onEnd(name, await execute({ source, target, quick, onCell: (...at) => onCell(name, ...at) }));
  } catch (error) {
    if (error instanceof RangeError) return [error.message];
    throw error;
  }
  const fresh = readNotebook(target);
  const incomplete = shownProblems(fresh, name);
  if (incomplete.length > 0) return incomplete;
  if (!write) {
    return [...outputProblems(before, `${name} as committed`), ...disagreements(before, fresh, name)];
  }
  commitNotebook(target, source);
  return [];
}

async function typeProblems(names: readonly string[]): Promise<string[]> {
  const problems: string[] = [];
  for (const name of names) problems.push(...await typeErrors(committed(name), name));
  return problems;
}

function committed(name: string): Notebook {
  return readNotebook(`${NOTEBOOKS}/${name}.ipynb`);
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
