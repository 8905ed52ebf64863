/**
 * PyTorch and JAX as benchmarks: Python processes that are asked over their standard streams.
 *
 * @module
 */
import { INTERPRETER, lines, refuseWithoutEnvironment } from "../python.ts";
import type { Case } from "./cases.ts";
import type { Benchmark } from "./benchmark.ts";

/** A Python process that trains. */
export interface Peer {
  readonly name: string;
  readonly version: string;
  benchmarks(which: Case): Benchmark[];
  stop(): Promise<void>;
}

/** How a peer is started, and what it runs in a case: the name of the benchmark and what the request says of it. */
interface Program {
  readonly name: string;
  readonly args: readonly string[];
  readonly variants: (which: Case) => readonly { readonly name: string; readonly request: object }[];
}

const PYTORCH: Program = {
  name: "PyTorch",
  args: ["python/benchmark_pytorch.py"],
  variants({ regime }) {
    const lstm = (threads: number) => ({ benchmark: "lstm", threads });
    const cell = "PyTorch LSTMCell compiled, fused Adam";
    return regime === "online"
      ? [
        { name: "PyTorch nn.LSTM", request: lstm(1) },
        { name: cell, request: { benchmark: "compiled", threads: 1 } },
      ]
      : [
        { name: "PyTorch nn.LSTM", request: lstm(1) },
        { name: "PyTorch nn.LSTM, 2 threads", request: lstm(2) },
      ];
  },
};

/** The number of XLA's threads is that of the process. */
const jax = (threads: number): Program => ({
  name: "JAX",
  args: ["python/benchmark_jax.py", String(threads)],
  variants: () => [{ name: threads === 1 ? "JAX scan" : `JAX scan, ${threads} threads`, request: {} }],
});

/**
 * Starts PyTorch and JAX, the latter once for each number of threads.
 *
 * @throws {RangeError} that says in one line why there are none
 */
export async function startPeers(): Promise<Peer[]> {
  refuseWithoutEnvironment();
  const started = await Promise.allSettled([PYTORCH, jax(1), jax(2)].map(start));
  const peers = started.flatMap((outcome) => outcome.status === "fulfilled" ? [outcome.value] : []);
  const failed = started.find((outcome) => outcome.status === "rejected");
  if (failed === undefined) return peers;
  for (const peer of peers) await peer.stop();
  throw failed.reason;
}

async function start({ name, args, variants }: Program): Promise<Peer> {
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(INTERPRETER, {
      args: [...args],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    })
      .spawn();
  } catch (error) {
    throw new RangeError(`${INTERPRETER} does not start: ${error instanceof Error ? error.message : error}`);
  }
  const complaints = new Response(child.stderr).text();
  const answers = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(lines()).getReader();
  const requests = child.stdin.getWriter();
  const answer = async (): Promise<Record<string, unknown>> => {
    const { value } = await answers.read();
    if (value !== undefined) return JSON.parse(value);
    throw new RangeError(`${name}: ${(await complaints).trim().split("\n").at(-1)}`);
  };
  /** Seconds of `count` updates; a peer that does more of them at a time says how many it did. */
  const ask = async (request: { readonly count: number }): Promise<number> => {
    await requests.write(new TextEncoder().encode(`${JSON.stringify(request)}\n`));
    const { seconds, updates = request.count } = await answer();
    return Number(seconds) * request.count / Number(updates);
  };

  const { version } = await answer();
  return {
    name,
    version: String(version),
    benchmarks: (which) =>
      variants(which).map(({ name, request }) => ({
        name,
        run: (count) => ask({ ...which, ...request, count }),
      })),
    async stop() {
      await requests.close();
      await child.status;
    },
  };
}
