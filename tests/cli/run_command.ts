import { fileURLToPath } from "node:url";

/** What a command printed and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Whether commands can be run; tests that do so skip themselves otherwise. */
export const canRun = (["run", "read", "write"] as const)
  .every((name) => Deno.permissions.querySync({ name }).state === "granted");

/** A test that runs commands, in a folder of its own that is gone afterwards. */
export function commandTest(name: string, body: (folder: string) => Promise<void>): void {
  Deno.test({
    name: canRun ? name : `${name} (needs --allow-run, --allow-read, --allow-write)`,
    ignore: !canRun,
    fn: async () => {
      const folder = await Deno.makeTempDir();
      try {
        await body(folder);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

/** `deno task <task> <args>` as a process that has been started, with `folder` in the place of the project's. */
export function startCommand(folder: string, task: string, args: readonly string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--quiet",
      "--no-check",
      "--allow-read",
      `--allow-write=${folder}`,
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
export async function runCommand(folder: string, task: string, args: readonly string[]): Promise<Outcome> {
  const { code, stdout, stderr } = await startCommand(folder, task, args).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}
