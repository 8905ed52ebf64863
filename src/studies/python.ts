/**
 * Programs of `python` that take one JSON value on standard input and answer with one.
 *
 * @module
 */
import { readIfThere, requirePermissions } from "../boundary/mod.ts";

/** A Python environment that a task installs from a list of pinned packages, which its last step copies into it. */
export interface PythonEnvironment {
  readonly folder: string;
  readonly requirements: string;
  readonly task: string;
}

/** Has PyTorch and JAX. */
const PARITY: PythonEnvironment = {
  folder: ".cache/parity",
  requirements: "python/requirements-parity.txt",
  task: "parity-python",
};

/** Its Python. */
export const INTERPRETER = interpreterOf(PARITY);

/** The Python of an environment. */
export function interpreterOf({ folder }: PythonEnvironment): string {
  return `${folder}/bin/python`;
}

/**
 * Refuses at once what would fail when a program is started.
 *
 * @throws {RangeError} where the environment is missing or outdated; {Deno.errors.NotCapable} where its Python may not be
 *   started
 */
export function refuseWithoutEnvironment(environment: PythonEnvironment = PARITY): void {
  const { folder, requirements, task } = environment;
  requirePermissions({ name: "run", command: interpreterOf(environment) });
  if (readIfThere(`${folder}/requirements.txt`) === readIfThere(requirements)) return;
  throw new RangeError(`${folder} is missing or outdated; run \`deno task ${task}\``);
}

/** Splits text into lines; what follows the last line feed is dropped. */
export function lines(): TransformStream<string, string> {
  let rest = "";
  return new TransformStream({
    transform(text, controller) {
      const parts = (rest + text).split("\n");
      rest = parts.pop() ?? "";
      parts.forEach((line) => controller.enqueue(line));
    },
  });
}

/**
 * Runs the program with `input` and returns what it prints.
 *
 * @param args the program and its arguments
 * @throws {RangeError} that has the last line of its complaint when it fails
 */
export async function askProgram(args: readonly string[], input: unknown): Promise<unknown> {
  const process = new Deno.Command(INTERPRETER, {
    args: [...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const request = process.stdin.getWriter();
  await request.write(new TextEncoder().encode(JSON.stringify(input)));
  await request.close();
  const { success, stdout, stderr } = await process.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  if (!success) throw new RangeError(`${args[0]} failed: ${text(stderr).split("\n").at(-1)}`);
  return JSON.parse(text(stdout));
}
