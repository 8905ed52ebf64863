import { fileURLToPath } from "node:url";
import { folderTest, missingPermission } from "../in_folder.ts";

/** What a command printed and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const root = fileURLToPath(new URL("../../", import.meta.url));

const missing = missingPermission("run", "read", "write");

/** Whether commands can be run; tests that do so skip themselves otherwise. */
export const canRun = missing === null;

/** A test that runs commands, in a folder of its own that is gone afterwards. */
export function commandTest(name: string, body: (folder: string) => Promise<void>): void {
  folderTest(name, body, { missing });
}

/**
 * `deno task <task> <args>` as a process that has been started, with `folder` in the place of the project's. It may
 * read, write in the folder, and what else `permissions` gives.
 */
export function startCommand(
  folder: string,
  task: string,
  args: readonly string[],
  permissions: readonly string[] = [],
): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--quiet",
      "--no-check",
      "--allow-read",
      `--allow-write=${folder}`,
      ...permissions,
      `--config=${root}deno.json`,
      `${root}src/cli/${task}.ts`,
      ...args,
    ],
    cwd: folder,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  }).spawn();
}

/** Runs `deno task <task> <args>` to its end. */
export async function runCommand(
  folder: string,
  task: string,
  args: readonly string[],
  permissions: readonly string[] = [],
): Promise<Outcome> {
  const { code, stdout, stderr } = await startCommand(folder, task, args, permissions).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}
