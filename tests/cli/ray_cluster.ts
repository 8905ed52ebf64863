/** A real Ray cluster of two nodes on this machine, and the processes that work for it. */
import { isFile } from "../../src/boundary/mod.ts";
import { missingPermission } from "../in_folder.ts";

const BIN = `${import.meta.dirname}/../../.cache/ray/bin`;

/** Why there is no Ray here, or null. */
export const rayMissing: string | null = missingPermission("run", "read", "write", "env") ??
  (isFile(`${BIN}/ray`) ? null : "needs `deno task ray-python`");

/** Two nodes of one core each; they end when it is disposed of. */
export interface TestCluster extends AsyncDisposable {
  readonly address: string;
  /** Of the nodes' own processes, the head first. */
  readonly pids: readonly number[];
  /** What a program needs in its environment to join it. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Starts the nodes, each a `ray start` of its own, with a token of their own.
 *
 * @param program a Python program in the place of the command line's, for the head node
 */
export async function startTestCluster(folder: string, nodes = 2, program?: string): Promise<TestCluster> {
  const port = freePort();
  const address = `127.0.0.1:${port}`;
  Deno.writeTextFileSync(`${folder}/token`, crypto.randomUUID());
  const env = {
    RAY_AUTH_MODE: "token",
    RAY_AUTH_TOKEN_PATH: `${folder}/token`,
    RAY_USAGE_STATS_ENABLED: "0",
  };
  const head = ["--head", `--port=${port}`, "--include-dashboard=false", `--temp-dir=${folder}/ray`];
  const started = [await startNode(head, env, program)];
  while (started.length < nodes) started.push(await startNode([`--address=${address}`], env));
  return {
    address,
    pids: started.map(({ pid }) => pid),
    env,
    [Symbol.asyncDispose]: async () => {
      for (const node of started.toReversed()) await node.end();
    },
  };
}

interface Node {
  readonly pid: number;
  readonly end: () => Promise<void>;
}

/** Starts a node and waits until it says that it runs. */
async function startNode(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  program?: string,
): Promise<Node> {
  const node = new Deno.Command(`${BIN}/${program === undefined ? "ray" : "python"}`, {
    args: [
      ...program === undefined ? [] : ["-c", program],
      "start",
      ...args,
      "--num-cpus=1",
      "--object-store-memory=100000000",
      "--block",
    ],
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const started = Promise.withResolvers<void>();
  const output = (async () => { // read to its end: a node whose output nobody takes would end
    let said = "";
    for await (const text of node.stdout.pipeThrough(new TextDecoderStream())) {
      if ((said += text).includes("Ray runtime started")) started.resolve();
    }
    started.reject(new Error(`no node of Ray: ${said}`));
  })();
  await started.promise;
  return {
    pid: node.pid,
    end: async () => {
      node.kill("SIGTERM");
      await Promise.all([node.status, output]);
    },
  };
}

/** Processes below one, at whatever depth, whose command line holds the words. */
export async function descendants(ancestor: number, words: string): Promise<readonly number[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-eo", "pid=,ppid=,args="] }).output();
  const all = new TextDecoder().decode(stdout).trim().split("\n").map((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)!;
    return { pid: Number(pid), parent: Number(parent), command };
  });
  const below = new Set([ancestor]);
  for (const pid of below) { // grows as it is read
    for (const process of all) if (process.parent === pid) below.add(process.pid);
  }
  return all.filter(({ pid, command }) => pid !== ancestor && below.has(pid) && command.includes(words))
    .map(({ pid }) => pid);
}

/** Removes what Ray has written; its last processes may be about to write still. */
export async function removeWhenQuiet(folder: string): Promise<void> {
  while (await Deno.remove(folder, { recursive: true }).then(() => false, () => true)) {
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
