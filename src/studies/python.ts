/**
 * Programs of `python` that take one JSON value on standard input and answer with one.
 *
 * @module
 */
import { readIfThere } from "../boundary/mod.ts";

const ENVIRONMENT = ".cache/parity";
const REQUIREMENTS = "python/requirements-parity.txt";

/** The Python of `deno task parity-python`, which has PyTorch and JAX. */
export const INTERPRETER = `${ENVIRONMENT}/bin/python`;

/** @throws {RangeError} where the environment of the interpreter is missing or outdated */
export function refuseWithoutEnvironment(): void {
  if (readIfThere(`${ENVIRONMENT}/requirements.txt`) === readIfThere(REQUIREMENTS)) return;
  throw new RangeError(
    `its environment ${ENVIRONMENT} is missing or outdated; run \`deno task parity-python\``,
  );
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
