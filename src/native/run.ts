/** A step of the set-up that cannot be done; the message has the remedy, in one line. */
export class SetupError extends Error {}

/** What a program left behind. */
export interface Outcome {
  readonly success: boolean;
  /** Both streams, as far as they were not shown. */
  readonly output: string;
}

/**
 * Runs a program to its end; with `show`, its standard output goes to the terminal as it comes.
 *
 * @returns null when there is no such program
 */
export function run(program: string, args: readonly string[], { show = false } = {}): Outcome | null {
  try {
    const stdout = show ? "inherit" : "piped";
    const result = new Deno.Command(program, { args: [...args], stdin: "null", stdout, stderr: "piped" })
      .outputSync();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { success: result.success, output: (show ? "" : text(result.stdout)) + text(result.stderr) };
  } catch (error) {
    // A program that was missing at start-up is one that this process has no permission to run.
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotCapable) return null;
    throw error;
  }
}

/** The line of a program's output that names the error: the first that says so, else the last; without colours. */
export function errorLine(output: string): string {
  // deno-lint-ignore no-control-regex
  const plain = output.replace(/\x1b\[[0-9;]*m/g, "");
  const lines = plain.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const error = lines.find((line) => /\berror\b.*:/i.test(line) && !line.startsWith("error: script"));
  return (error ?? lines.at(-1) ?? "no output").replace(/^.*\bError: /, "");
}
