/**
 * Cells on Ray: a Python process gives them to a cluster, one started here or one that runs elsewhere, and tells of each
 * as it ends.
 *
 * @module
 */
import { z } from "zod";
import { naming, parseJson, validated } from "../../boundary/mod.ts";
import { parseCellRecord } from "../cell_file.ts";
import { interpreterOf, lines, refuseWithoutEnvironment } from "../python.ts";
import type { Execute, Sweep } from "../sweep.ts";
import { RAY } from "./environment.ts";

/** What `python/ray/driver.py` says, a line each. */
const ANSWER = z.union([
  z.strictObject({ note: z.string() }),
  z.strictObject({ key: z.string(), record: z.string() }),
  z.strictObject({ key: z.string(), error: z.string() }),
  z.strictObject({ refused: z.string() }),
]);

/**
 * Runs a study's cells on the cluster at `address` (HOST:PORT of Ray's head node, or ray://HOST:PORT of its client
 * server), or on one that is started here and ends with the sweep.
 *
 * @param env what the driver has in its environment besides ours
 * @throws {RangeError} at once where Ray is not installed; {Deno.errors.NotCapable} where it may not be started
 */
export function onRay(address?: string, env: Readonly<Record<string, string>> = {}): Execute {
  refuseWithoutEnvironment(RAY);
  return (sweep) => sweep.cells.length === 0 ? Promise.resolve() : runOnRay(sweep, address, env);
}

async function runOnRay<Cell, Result extends Cell>(
  sweep: Sweep<Cell, Result>,
  address: string | undefined,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const { study, cells, key, needs, signal } = sweep;
  const driver = new Deno.Command(interpreterOf(RAY), {
    args: ["python/ray/driver.py", study, Deno.version.deno, ...address === undefined ? [] : [address]],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    env,
  }).spawn();
  const complaints = new Response(driver.stderr).text();
  signal.addEventListener("abort", () => end(driver), { once: true });
  // The driver takes no more of them than its cluster can use. One that has ended says why elsewhere.
  ReadableStream.from(
    cells.values().map((cell) => JSON.stringify({ key: key(cell), cell, ...needs(cell) }) + "\n"),
  )
    .pipeThrough(new TextEncoderStream()).pipeTo(driver.stdin).catch(() => {});
  let left: number;
  try {
    left = await takeAnswers(sweep, driver.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(lines()));
  } catch (error) {
    end(driver);
    throw error;
  } finally {
    await driver.status;
  }
  if (left > 0 && !signal.aborted) {
    const last = (await complaints).trim().split("\n").at(-1) || "without a word";
    throw new RangeError(
      `Ray's driver ended with ${left} of ${cells.length} cells left, which --resume runs: ${last}`,
    );
  }
}

/** Passes on what the driver says; returns how many cells it has not told of. */
async function takeAnswers<Cell, Result extends Cell>(
  sweep: Sweep<Cell, Result>,
  answers: AsyncIterable<string>,
): Promise<number> {
  const { cells, key, onResult, onError, print } = sweep;
  const waiting = new Map(cells.map((cell) => [key(cell), cell]));
  for await (const line of answers) {
    const answer = validated(ANSWER, naming("Ray's driver", () => parseJson(line)), "Ray's driver");
    if ("refused" in answer) throw new RangeError(answer.refused);
    if ("note" in answer) {
      print(answer.note);
      continue;
    }
    const cell = waiting.get(answer.key);
    if (cell === undefined) throw new TypeError(`Ray's driver: no cell is waited for as ${answer.key}`);
    waiting.delete(answer.key);
    if ("error" in answer) {
      onError(answer.error, cell);
    } else {
      const { result, made } = parseCellRecord<Result>(sweep, answer.record, answer.key, answer.key);
      onResult(result, cell, made);
    }
  }
  return waiting.size;
}

/** Ends the driver, and with it what its cells have begun. */
function end(driver: Deno.ChildProcess): void {
  try {
    driver.kill("SIGTERM");
  } catch { /* it has ended */ }
}
