/**
 * Independent tasks over worker threads.
 *
 * @module
 */

/** What a worker's module does with each task that it is sent: see {@linkcode serveTasks}. */
export interface Pool<Task, Result> {
  /** Module that calls {@linkcode serveTasks}. */
  readonly worker: URL;
  readonly tasks: readonly Task[];
  readonly threads: number;
  /** Called as each task ends, in the order of ending. */
  readonly onResult: (result: Result, task: Task) => void;
}

/**
 * Runs all tasks, each on the next thread that is free. The first error ends all workers and is thrown.
 */
export async function runInWorkers<Task, Result>(
  { worker, tasks, threads, onResult }: Pool<Task, Result>,
): Promise<void> {
  const queue = [...tasks];
  const workers = Array.from(
    { length: Math.min(threads, tasks.length) },
    () => new Worker(worker, { type: "module" }),
  );
  try {
    await Promise.all(workers.map(async (thread) => {
      for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
        onResult(await ask<Task, Result>(thread, task), task);
      }
    }));
  } finally {
    for (const thread of workers) thread.terminate();
  }
}

function ask<Task, Result>(thread: Worker, task: Task): Promise<Result> {
  return new Promise((resolve, reject) => {
    thread.onmessage = ({ data }: MessageEvent<Result>) => resolve(data);
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
    const result = await run(data);
    (self as unknown as { postMessage(message: unknown): void }).postMessage(result);
  });
}
