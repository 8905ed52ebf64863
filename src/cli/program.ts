/**
 * What all commands share: one parser set-up, one-line errors, exit code 2 for the user's mistakes, 70 for a fault of ours.
 *
 * @module
 */
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { plainNumber } from "../text/mod.ts";
import { failureOf } from "./failure.ts";

/** A new command; `task` is what the user types after `deno task`. */
export function createProgram(task: string, description: string, examples: readonly string[]): Command {
  const plain = () => false; // asking for colours would need the permission to read the environment
  return new Command(`deno task ${task}`)
    .description(description)
    .allowExcessArguments(false)
    .showHelpAfterError(false)
    .addHelpText("after", `\nExamples:\n${examples.map((line) => `  ${line}`).join("\n")}`)
    .configureOutput({
      getOutHasColors: plain,
      getErrHasColors: plain,
      writeErr: (text) => console.error(text.trim().replaceAll("\n", " ")),
    })
    .exitOverride();
}

/** An option's parser for numbers; `check` says in words what is allowed. */
export function numberOption(allowed: string, accepts: (value: number) => boolean): (text: string) => number {
  return (text) => {
    const value = plainNumber(text);
    if (!Number.isFinite(value) || !accepts(value)) {
      throw new InvalidArgumentError(`It must be ${allowed}.`);
    }
    return value;
  };
}

/** What a shell reports of a program whose reader has gone. */
const SIGPIPE = 141;

/** Parses the arguments and runs the command; never returns when it failed. */
export async function runProgram(program: Command, args: readonly string[] = Deno.args): Promise<void> {
  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) Deno.exit(error.exitCode === 0 ? 0 : 2);
    if (error instanceof Deno.errors.BrokenPipe) Deno.exit(SIGPIPE); // as "| head" does: nobody is left to be told
    const { line, code } = failureOf(error);
    console.error(line);
    Deno.exit(code);
  }
}
