/**
 * Clusters on this machine, for measurements: `python/ray/measure.py` starts them.
 *
 * @module
 */
import { z } from "zod";
import { naming, parseJson, validated } from "../../boundary/mod.ts";
import { interpreterOf, lines, refuseWithoutEnvironment } from "../python.ts";
import { RAY } from "./environment.ts";

const VERSIONS = { ray: z.string(), python: z.string() };
const CLUSTER = z.strictObject({ address: z.string(), token: z.string(), ...VERSIONS });
const SPEED = z.strictObject({ seconds: z.number().positive(), ...VERSIONS });

/** A cluster that runs until it is disposed of. */
export interface Cluster extends AsyncDisposable {
  readonly address: string;
  /** What joins it needs this in its environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<"ray" | "python", string>>;
}

/** Starts so many nodes of one core each. */
export async function startCluster(nodes: number): Promise<Cluster> {
  const { line, end } = await start(["cluster", String(nodes)]);
  const { address, token, ...versions } = validated(CLUSTER, line, "measure.py");
  const env = { RAY_AUTH_MODE: "token", RAY_AUTH_TOKEN: token };
  return { address, env, versions, [Symbol.asyncDispose]: end };
}

/** How many cells that do nothing the driver gives to two nodes of one core each, and answers, in a second. */
export async function emptyCellsPerSecond(cells: number): Promise<number> {
  const { line, end } = await start(["driver", String(cells)]);
  await end();
  return cells / validated(SPEED, line, "measure.py").seconds;
}

/** Starts the program and waits for what it says; it ends when its input does. */
async function start(args: readonly string[]): Promise<{ line: unknown; end: () => Promise<void> }> {
  refuseWithoutEnvironment(RAY);
  const process = new Deno.Command(interpreterOf(RAY), {
    args: ["python/ray/measure.py", ...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const complaints = new Response(process.stderr).text();
  const output = process.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(lines());
  const { value } = await output.getReader().read();
  if (value === undefined) throw new RangeError(`Ray: ${(await complaints).trim().split("\n").at(-1)}`);
  return {
    line: naming("measure.py", () => parseJson(value)),
    end: async () => {
      await process.stdin.close();
      await process.status;
    },
  };
}
