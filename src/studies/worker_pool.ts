/**
 * Cells over worker threads.
 *
 * @module
 */
import { versions } from "../run/versions.ts";
import type { Execute, Sweep } from "./sweep.ts";

/** What a worker's module does with each task that it is sent: see {@linkcode serveTasks}. */
export interface Pool<Task, Result> {
  /** Module that calls {@linkcode serveTasks}. */
  readonly worker: URL;
  readonly tasks: readonly Task[];
  readonly threads: number;
  /** Called as each task ends, in the order of ending. */
  readonly onResult: (result: Result, task: Task) => void;
  /** Called in its place for a task that failed; the others go on. */
  readonly onError: (message: string, task: Task) => void;
  /** Ends the workers where they are. */
  readonly signal?: AbortSignal;
}

/** What a worker answers. */
type Answer<Result> = { readonly result: Result } | { readonly error: string };

/** Runs a study's cells on this machine. */
export function onThreads(threads: number): Execute {
  return <Cell, Result extends Cell>({ worker, cells, onResult, onError, signal }: Sweep<Cell, Result>) =>
    runInWorkers<Cell, Result>({
      worker,
      tasks: cells,
      threads,
      onResult: (result, cell) => onResult(result, cell, { by: "a thread", ...versions() }),
      onError,
      signal,
    });
}

/** Runs all tasks, each on the next thread that is free. A worker whose module fails ends them all. */
export async function runInWorkers<Task, Result>(
  { worker, tasks, threads, onResult, onError, signal }: Pool<Task, Result>,
): Promise<void> {
  const queue = [...tasks];
  const workers = Array.from(
    { length: Math.min(threads, tasks.length) },
    () => new Worker(worker, { type: "module" }),
  );
  const aborted = Promise.withResolvers<void>();
  signal?.addEventListener("abort", () => aborted.resolve());
  try {
    const all = Promise.all(workers.map(async (thread) => {
      for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
        const answer = await ask<Task, Result>(thread, task);
        if ("error" in answer) onError(answer.error, task);
        else onResult(answer.result, task);
      }
    }));
    await Promise.race([all, aborted.promise]);
  } finally {
    for (const thread of workers) thread.terminate();
  }
}

function ask<Task, Result>(thread: Worker, task: Task): Promise<Answer<Result>> {
  return new Promise((resolve, reject) => {
    thread.onmessage = ({ data }: MessageEvent<Answer<Result>>) => resolve(data);
    thread.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
    thread.postMessage(task);
  });
}

/** Makes the module a worker that answers each task with what `run` makes of it. */
export function serveTasks<Task, Result>(run: (task: Task) => Promise<Result>): void {
  self.addEventListener("message", async ({ data }: MessageEvent<Task>) => {
    const answer: Answer<Result> = await run(data).then(refuseNonFinite).then(
      (result) => ({ result }),
      (error) => ({ error: error instanceof Error ? error.message : String(error) }),
    );
    (self as unknown as { postMessage(message: unknown): void }).postMessage(answer);
  });
}

/** A file of JSON would turn such a number into null, and a study read from it would not be the one that ran. */
function refuseNonFinite<Result>(result: Result): Result {
  JSON.stringify(result, (name, value) => {
    if (typeof value === "number" && !Number.isFinite(value)) {
      throw new RangeError(`its result has ${value} as ${name}`);
    }
    return value;
  });
  return result;
}
