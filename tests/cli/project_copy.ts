import { projectFiles } from "../../src/submission/project.ts";
import type { Outcome } from "./run_command.ts";

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Writes files below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, Uint8Array>>): void {
  for (const [path, bytes] of Object.entries(files)) {
    const full = `${folder}/${path}`;
    Deno.mkdirSync(full.slice(0, full.lastIndexOf("/")), { recursive: true });
    Deno.writeFileSync(full, bytes);
  }
}

/** The project once more, in a folder of its own, with the packages that this one has fetched. */
export function copyProject(folder: string): void {
  writeFiles(folder, projectFiles());
  if (Deno.statSync("node_modules").isDirectory) {
    Deno.symlinkSync(Deno.realPathSync("node_modules"), `${folder}/node_modules`);
  }
}

/** `deno task <task> <args>` in a project's folder, as its user types it: with the task's own permissions. */
export async function runTask(
  folder: string,
  task: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const deno = Deno.execPath();
  const { code, stdout, stderr } = await new Deno.Command(deno, {
    args: ["task", "--quiet", task, ...args],
    cwd: folder,
    stdin: "null",
    env: {
      NO_COLOR: "1",
      PATH: `${deno.slice(0, deno.lastIndexOf("/"))}:${Deno.env.get("PATH")}`,
      ...env,
    },
  }).output();
  return { code, stdout: decode(stdout), stderr: decode(stderr) };
}
