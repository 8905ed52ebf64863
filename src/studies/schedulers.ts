/**
 * The cells of a study for others that run a command a job: Slurm's job arrays and Snakemake. Each job makes one cell with
 * `deno task study:cell`, into a file of its own that the study's task takes up.
 *
 * @module
 */
import type { Needs } from "./sweep.ts";

/** What is left of a study. */
export interface Remainder {
  readonly study: string;
  /** The folder that the jobs write into, from the project's. */
  readonly folder: string;
  readonly cells: readonly { readonly cell: unknown; readonly file: string; readonly needs: Needs }[];
}

/** A file for a scheduler, and how it is started. */
export interface Script {
  readonly path: string;
  readonly text: string;
  readonly start: string;
}

/** Most jobs of one array: what Slurm allows unless its administrator says otherwise. */
const MOST_JOBS = 1000;

/** What a scheduler, a shell and the Snakefile's Python all read as it stands. */
const PLAIN = /^[\w./-]+$/;

/** The schedulers, each with what writes its script. */
export const SCHEDULERS = { slurm: slurmScript, snakemake: snakefile } as const;

/** A scheduler's name. */
export type Scheduler = keyof typeof SCHEDULERS;

/** Where the scripts look for the cells. */
export function listPath({ folder }: Remainder): string {
  return `${folder}/list.tsv`;
}

/**
 * The cells, a line each: the file of the result, a tab, the cell as JSON.
 *
 * @throws {RangeError} for a path that means more than itself to a scheduler
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const cell = { cell: { seed: 1 }, file: "reports/seeds/cells/seed_1.json", needs: { cores: 1, memoryMB: 500 } };
 * const list = listOfCells({ study: "seeds", folder: "reports/seeds/cells", cells: [cell] });
 * assertEquals(list, 'reports/seeds/cells/seed_1.json\t{"seed":1}\n');
 * ```
 */
export function listOfCells({ folder, cells }: Remainder): string {
  if (!PLAIN.test(folder)) {
    throw new RangeError(`--export takes letters, digits and . _ / - in a path, given: ${folder}`);
  }
  return cells.map(({ file, cell }) => `${file}\t${JSON.stringify(cell)}\n`).join("");
}

/** A job array for `sbatch`. */
function slurmScript(remainder: Remainder): Script {
  const { study, folder, cells } = remainder;
  const { cores, memoryMB } = greatest(cells.map(({ needs }) => needs));
  const path = `${folder}/slurm.sh`;
  const start = `sbatch ${path}`;
  return {
    path,
    start,
    text: `#!/usr/bin/env bash
#SBATCH --job-name=${study}
#SBATCH --array=0-${Math.min(cells.length, MOST_JOBS) - 1}
#SBATCH --cpus-per-task=${cores}
#SBATCH --mem=${memoryMB}M
#SBATCH --output=${folder}/slurm-%a.txt
# From the project's folder, which every node sees: ${start}
set -euo pipefail
command -v deno >/dev/null || deno() { npx -y deno@${Deno.version.deno} "$@"; }
failed=0
# One cell a job; of more cells than an array may have jobs, each job takes several in turn.
for ((line = SLURM_ARRAY_TASK_ID + 1; line <= ${cells.length}; line += SLURM_ARRAY_TASK_COUNT)); do
  IFS=$'\\t' read -r file cell < <(sed -n "\${line}p" ${listPath(remainder)})
  deno task --quiet study:cell ${study} "$cell" --out "$file" --by "Slurm on $(hostname)" || failed=1
done
exit "$failed"
`,
  };
}

/** A workflow for `snakemake`. */
function snakefile(remainder: Remainder): Script {
  const { study, folder, cells } = remainder;
  const { cores, memoryMB } = greatest(cells.map(({ needs }) => needs));
  const path = `${folder}/Snakefile`;
  const start = `snakemake --snakefile ${path} --cores all --keep-going`;
  return {
    path,
    start,
    text: `# From the project's folder: ${start}
from shutil import which

DENO = "deno" if which("deno") else "npx -y deno@${Deno.version.deno}"
with open("${listPath(remainder)}") as lines:
    CELLS = dict(line.rstrip("\\n").split("\\t") for line in lines)

rule all:
    input: list(CELLS)

rule cell:
    output: "${folder}/{key}.json"
    params: cell=lambda wildcards, output: CELLS[output[0]]
    threads: ${cores}
    resources: mem_mb=${memoryMB}
    shell: "{DENO} task --quiet study:cell ${study} {params.cell:q} --out {output:q} --by Snakemake"
`,
  };
}

/** What suffices for every cell. */
function greatest(needs: readonly Needs[]): Needs {
  return {
    cores: Math.max(...needs.map(({ cores }) => cores)),
    memoryMB: Math.max(...needs.map(({ memoryMB }) => memoryMB)),
  };
}
