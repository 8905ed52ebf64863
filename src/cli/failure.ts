/**
 * How a command that cannot go on says so, in one line.
 *
 * @module
 */
import { cutTo, printable } from "../text/mod.ts";

/** The line for standard error, and the exit code. */
export interface Failure {
  readonly line: string;
  readonly code: number;
}

/** Exit codes: the user's mistake, and a fault of the program (`EX_SOFTWARE` of BSD's sysexits). */
export const MISTAKE = 2;
const BUG = 70;

/** Characters of the line. */
const MOST_CHARACTERS = 1000;

/** How the engine words what it cannot allocate. */
const OUT_OF_MEMORY =
  /allocation failed|Invalid (typed )?array (buffer )?length|Invalid string length|WebAssembly\.Memory|out of memory|Maximum .* size exceeded|Array buffer/i;

/** How the engine words an error of its own; every refusal that this project writes reads otherwise. */
const ENGINES_OWN = new RegExp([
  "^Cannot (read|set|convert|access|destructure|mix|assign|redefine|delete|add|define)",
  "is not (a function|iterable|defined|a constructor|extensible)",
  "^(undefined|null) is not|^Reduce of empty|^Class constructor|^Method .* called on|called on incompatible",
  "^Offset is outside|^offset is out of bounds|^Start offset|^byte length of|^Invalid (time value|count value)",
  "^Division by zero|^The number .* cannot be converted|^Do not know how to serialize|^Converting circular",
  "^Assignment to constant|^Derived constructor|^Found non-callable|^Iterator value|^Spread syntax",
].join("|"));

/** What to print and how to exit for an error that reached the top. */
export function failureOf(error: unknown): Failure {
  const { line, code } = wordsFor(error);
  return { line: cutTo(printable(line), MOST_CHARACTERS), code }; // it may hold names that somebody else chose
}

function wordsFor(error: unknown): Failure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const first = message.split("\n")[0];
  if (error instanceof RangeError && OUT_OF_MEMORY.test(first)) {
    return { line: `error: memory does not suffice for this; ask for less (${first})`, code: MISTAKE };
  }
  if (error instanceof Deno.errors.NotCapable) {
    return { line: `error: ${notPermitted(first)}`, code: MISTAKE };
  }
  const system = /^([^\n]*?) \(os error \d+\)(?:: (?:.*?'(.+?)')?)?/.exec(message);
  if (system !== null) {
    const [, words, path] = system;
    return {
      line: `error: ${path === undefined ? "" : `${path.slice(0, 300)}: `}${words.toLowerCase()}`,
      code: MISTAKE,
    };
  }
  const isOwn = error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
  if (isOwn && !ENGINES_OWN.test(first) || isOfSystem(error)) {
    return { line: `error: ${first}`, code: MISTAKE };
  }
  const place = stack?.match(/src\/[\w./-]+:\d+/)?.[0] ?? "an unknown place";
  return {
    line: `bug: ${first} (${place}). This is a fault of the program; SECURITY.md says how to report it, ` +
      "with this line and the command that you gave",
    code: BUG,
  };
}

/** Deno's advice is to run it again with another flag, which is not what a task's user can do. */
function notPermitted(message: string): string {
  const [, kind, target] = /^Requires (\w+) access(?: to (.+?))?(?:, run again|$)/.exec(message) ?? [];
  if (kind === undefined) return message;
  if (kind === "all") return `${target} belongs to the system, and no task may touch it`; // devices, /proc
  return `this task has no ${kind} permission${
    target ? ` for ${target}` : ""
  }; deno.json lists what each task may do`;
}

/** Whether the operating system or Deno's sandbox refused. */
function isOfSystem(error: unknown): boolean {
  return Object.values(Deno.errors).some((Kind) => error instanceof Kind) ||
    error instanceof Error && /\(os error \d+\)/.test(error.message);
}
