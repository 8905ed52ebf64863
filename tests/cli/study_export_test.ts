/**
 * Cells made by a real Slurm and a real Snakemake from what `--export` writes: the study that takes them up is the one
 * that threads make.
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { isFile } from "../../src/boundary/mod.ts";
import { folderTest, missingPermission } from "../in_folder.ts";
import { copyProject, runTask } from "./project_copy.ts";
import { slurmMissing, startSlurm } from "./slurm.ts";

const FILE = "reports/mine/seeds.json";
const SNAKEMAKE = `${import.meta.dirname}/../../.cache/snakemake/bin/snakemake`;

const permissions = missingPermission("run", "read", "write", "env", "sys");

/** Runs a scheduler on an exported study of three seeds, and compares what comes of it with threads. */
async function exported(
  folder: string,
  scheduler: string,
  schedule: (folder: string, start: string) => Promise<void>,
): Promise<void> {
  copyProject(folder);
  const study = (...args: readonly string[]) =>
    runTask(folder, "study:seeds", ["--seeds", "3", "--epochs", "1", "--out", FILE, ...args]);
  const results = () => JSON.parse(Deno.readTextFileSync(`${folder}/${FILE}`)).results;
  assertEquals((await study()).code, 0);
  const made = results();
  const { code, stdout } = await study("--fresh", "--export", scheduler, "--memory", "400");
  assertEquals([code, results()], [0, []]);
  const [, start] = /^3 cells: (.+)$/m.exec(stdout)!;
  await schedule(folder, start);
  assertStringIncludes((await study()).stdout, "3 of 3 cells are done already");
  assertEquals(results(), made);
}

/** Runs a command line in the folder, as its user types it. */
async function run(folder: string, line: string, env: Readonly<Record<string, string>>): Promise<void> {
  const [program, ...args] = line.split(" ");
  const deno = Deno.execPath().replace(/\/[^/]*$/, "");
  const { success, stdout, stderr } = await new Deno.Command(program, {
    args,
    cwd: folder,
    env: { ...env, PATH: `${deno}:${Deno.env.get("PATH")}` },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (!success) throw new Error(`${line}:\n${text(stdout)}${text(stderr)}`);
}

folderTest("--export slurm: a job array of a real Slurm makes the cells", async (folder) => {
  await using slurm = await startSlurm(`${folder}/slurm`);
  await exported(`${folder}/project`, "slurm", async (project, start) => {
    assertEquals(start, "sbatch reports/mine/cells/slurm.sh");
    await run(project, start.replace("sbatch", "sbatch --wait"), slurm.env);
  });
}, { missing: permissions ?? slurmMissing() });

folderTest("--export snakemake: a real Snakemake makes the cells", async (folder) => {
  await exported(
    folder,
    "snakemake",
    (project, start) => run(project, start.replace("snakemake", SNAKEMAKE), {}),
  );
}, {
  missing: permissions ?? (isFile(SNAKEMAKE) ? null : "needs Snakemake in .cache/snakemake, see .ci/run"),
});
