/**
 * PyTorch as a benchmark: one Python process that is asked over its standard streams.
 *
 * @module
 */
import { readIfThere } from "../../boundary/mod.ts";
import type { Case } from "./cases.ts";
import type { Benchmark } from "./benchmark.ts";

const ENVIRONMENT = ".cache/parity";
const REQUIREMENTS = "python/requirements-parity.txt";
const PROGRAM = "python/benchmark.py";

/** The Python that has PyTorch. */
export const INTERPRETER = `${ENVIRONMENT}/bin/python`;

/** A Python process with PyTorch in it. */
export interface Pytorch {
  readonly version: string;
  benchmarks(which: Case): Benchmark[];
  stop(): Promise<void>;
}

/**
 * Starts PyTorch.
 *
 * @throws {Error} that says in one line why there is no PyTorch
 */
export async function startPytorch(): Promise<Pytorch> {
  refuseWithoutEnvironment();
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(INTERPRETER, {
      args: [PROGRAM],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    })
      .spawn();
  } catch (error) {
    throw new Error(`${INTERPRETER} does not start: ${error instanceof Error ? error.message : error}`);
  }
  const complaints = new Response(child.stderr).text();
  const answers = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(lines()).getReader();
  const requests = child.stdin.getWriter();
  const answer = async (): Promise<Record<string, unknown>> => {
    const { value } = await answers.read();
    if (value !== undefined) return JSON.parse(value);
    throw new Error(`PyTorch: ${(await complaints).trim().split("\n").at(-1)}`);
  };
  const ask = async (request: unknown): Promise<number> => {
    await requests.write(new TextEncoder().encode(`${JSON.stringify(request)}\n`));
    return Number((await answer()).seconds);
  };

  const { version } = await answer();
  return {
    version: String(version),
    benchmarks: (which) =>
      variants(which).map(({ name, ...variant }) => ({
        name,
        run: (count) => ask({ ...which, ...variant, count }),
      })),
    async stop() {
      await requests.close();
      await child.status;
    },
  };
}

/** What PyTorch runs in a case. */
function variants({ regime }: Case): { name: string; benchmark: "lstm" | "compiled"; threads: number }[] {
  const lstm = { name: "PyTorch nn.LSTM", benchmark: "lstm", threads: 1 } as const;
  return regime === "online"
    ? [lstm, { name: "PyTorch LSTMCell compiled, fused Adam", benchmark: "compiled", threads: 1 }]
    : [lstm, { ...lstm, name: "PyTorch nn.LSTM, 2 threads", threads: 2 }];
}

/** @throws {RangeError} where the environment of the interpreter is missing or outdated */
function refuseWithoutEnvironment(): void {
  if (readIfThere(`${ENVIRONMENT}/requirements.txt`) === readIfThere(REQUIREMENTS)) return;
  throw new RangeError(
    `its environment ${ENVIRONMENT} is missing or outdated; run \`deno task parity-python\``,
  );
}

/** Splits text into lines. */
function lines(): TransformStream<string, string> {
  let rest = "";
  return new TransformStream({
    transform(text, controller) {
      const parts = (rest + text).split("\n");
      rest = parts.pop() ?? "";
      parts.forEach((line) => controller.enqueue(line));
    },
  });
}
