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
  linkFolder(Deno.realPathSync("node_modules"), `${folder}/node_modules`);
}

/** The folder once more, its files the same on disk: permissions for a folder end where a link leads out of it. */
export function linkFolder(from: string, to: string): void {
  Deno.mkdirSync(to);
  for (const { name, isDirectory, isSymlink } of Deno.readDirSync(from)) {
    const [source, target] = [`${from}/${name}`, `${to}/${name}`];
    if (isDirectory) linkFolder(source, target);
    else if (isSymlink) Deno.symlinkSync(Deno.readLinkSync(source), target);
    else {
      try {
        Deno.linkSync(source, target);
      } catch { // on another disk
        Deno.copyFileSync(source, target);
      }
    }
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
