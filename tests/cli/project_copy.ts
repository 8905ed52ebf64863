import { projectFiles } from "../../src/submission/project.ts";
import type { Outcome } from "./run_command.ts";

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

/** A task that has been started. */
export interface RunningTask {
  readonly pid: number;
  /** Waits for words on standard output; fails when it ends without them. */
  readonly says: (words: RegExp) => Promise<void>;
  readonly ended: () => Promise<Outcome>;
}

/** `deno task <task> <args>` in a project's folder, as its user types it: with the task's own permissions. */
export function startTask(
  folder: string,
  task: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): RunningTask {
  const deno = Deno.execPath();
  const process = new Deno.Command(deno, {
    args: ["task", "--quiet", task, ...args],
    cwd: folder,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    env: {
      NO_COLOR: "1",
      PATH: `${deno.slice(0, deno.lastIndexOf("/"))}:${Deno.env.get("PATH")}`,
      ...env,
    },
  }).spawn();
  const stderr = new Response(process.stderr).text();
  const output = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let stdout = "";
  const more = async () => {
    const { value, done } = await output.read();
    stdout += value ?? "";
    return !done;
  };
  return {
    pid: process.pid,
    says: async (words) => {
      while (!words.test(stdout)) {
        if (!await more()) throw new Error(`${task} ended without ${words}:\n${stdout}${await stderr}`);
      }
    },
    ended: async () => {
      while (await more());
      return { code: (await process.status).code, stdout, stderr: await stderr };
    },
  };
}

/** The same, to its end. */
export function runTask(...task: Parameters<typeof startTask>): Promise<Outcome> {
  return startTask(...task).ended();
}
