import { jupyterEnvironment, PYTHON } from "./environment.ts";

/** What `python/execute.py` says while it works. */
type Message = { readonly cell: number; readonly of: number; readonly seconds: number } | {
  readonly error: string;
};

/** A notebook to execute. */
export interface Execution {
  readonly source: string;
  /** Where the executed notebook goes. */
  readonly target: string;
  /** Read finished trainings from `models/` instead of repeating them. */
  readonly quick: boolean;
  readonly onCell: (cell: number, of: number, seconds: number) => void;
}

/**
 * Executes a notebook with the real Jupyter in a kernel of its own.
 *
 * @returns seconds it took
 * @throws {RangeError} with the cell's error when one fails
 */
export async function execute({ source, target, quick, onCell }: Execution): Promise<number> {
  const child = new Deno.Command(PYTHON, {
    args: ["python/execute.py", source, target],
    env: { ...jupyterEnvironment(), NO_COLOR: "1", NOTEBOOKS_QUICK: quick ? "1" : "" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const errors = new Response(child.stderr).text();
  let seconds = 0;
  for await (const message of messages(child.stdout)) {
    if ("error" in message) throw new RangeError(`${source}: ${lastLine(message.error)}`);
    onCell(message.cell, message.of, seconds = message.seconds);
  }
  if (!(await child.status).success) throw new RangeError(`${source}: ${lastLine(await errors)}`);
  return seconds;
}

async function* messages(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<Message> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line);
  }
}

/** The last line of an error, without terminal colours and stack. */
function lastLine(error: string): string {
  // deno-lint-ignore no-control-regex
  const lines = error.replace(/\u001b\[[\d;]*m/g, "").split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "" && !/^(?:-+|at .*)$/.test(line)).at(-1) ?? "";
}
