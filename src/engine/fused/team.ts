/**
 * Who computes the windows of one call: this thread, or this thread and workers that share its memory.
 *
 * @module
 */
import type { Kernel, KernelExports, Pointer } from "./kernel.ts";

/** What is done to a window; `stop` ends a worker. */
export type Job = "forward" | "backward" | "stop";

/** Computes several windows of one network, each on a thread of its own. */
export interface Team {
  readonly size: number;
  /** Does the job to every window, at most {@linkcode Team.size} of them, and returns when all is done. */
  run(job: Exclude<Job, "stop">, network: Pointer, windows: readonly Pointer[]): void;
  dispose(): void;
}

/** What a worker is sent to begin with. */
export interface WorkerStart {
  readonly memory: WebAssembly.Memory;
  readonly relaxedSimd: boolean;
  /** One Int32 for each of {@linkcode SLOTS}. */
  readonly control: Int32Array;
}

/** Places in a worker's control array. `turn` counts the jobs given and `done` the jobs finished. */
export const SLOTS = { turn: 0, done: 1, failed: 2, job: 3, network: 4, window: 5 } as const;

/** Jobs by number, as the control array has them. */
export const JOBS: readonly Job[] = ["forward", "backward", "stop"];

/** Does one job on this thread. */
export function perform(call: KernelExports, job: Job, network: Pointer, window: Pointer): void {
  if (job === "forward") {
    call.packWeights(network, window);
    call.forward(network, window);
  } else if (job === "backward") call.backward(network, window);
}

/** This thread alone. */
export function createSoloTeam({ call }: Kernel): Team {
  return {
    size: 1,
    run: (job, network, windows) => windows.forEach((window) => perform(call, job, network, window)),
    dispose() {},
  };
}

const WORKER = new URL("./worker.ts", import.meta.url);

/** Whether workers can be started here: that takes the permission to read this project's files. */
export function canStartThreads(): boolean {
  return Deno.permissions.querySync({ name: "read", path: WORKER }).state === "granted";
}

/**
 * This thread and `threads - 1` workers.
 *
 * @throws {Error} when a worker cannot be started
 */
export async function createThreadTeam(kernel: Kernel, threads: number): Promise<Team> {
  const starting = Array.from({ length: threads - 1 }, () => startWorker(kernel));
  const started = await Promise.allSettled(starting);
  const members = started.flatMap((outcome) => outcome.status === "fulfilled" ? [outcome.value] : []);
  const dispose = () => members.forEach((member) => member.give("stop", 0, 0));
  const failed = started.find((outcome) => outcome.status === "rejected");
  if (failed) {
    dispose();
    throw failed.reason;
  }
  return {
    size: threads,
    run(job, network, [own, ...others]) {
      others.forEach((window, at) => members[at].give(job, network, window));
      perform(kernel.call, job, network, own);
      others.forEach((_, at) => members[at].wait());
    },
    dispose,
  };
}

/** One worker, seen from the thread that gives it work. */
interface Member {
  give(job: Job, network: Pointer, window: Pointer): void;
  /** Blocks until the job given last is done. */
  wait(): void;
}

async function startWorker({ memory, relaxedSimd }: Kernel): Promise<Member> {
  const control = new Int32Array(new SharedArrayBuffer(4 * Object.keys(SLOTS).length));
  const worker = new Worker(WORKER, { type: "module" });
  await new Promise<void>((resolve, reject) => {
    worker.onmessage = () => resolve();
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`a thread of the fused engine does not start: ${event.message}`));
    };
    worker.postMessage({ memory, relaxedSimd, control } satisfies WorkerStart);
  });
  return {
    give(job, network, window) {
      control[SLOTS.job] = JOBS.indexOf(job);
      control[SLOTS.network] = network;
      control[SLOTS.window] = window;
      Atomics.add(control, SLOTS.turn, 1);
      Atomics.notify(control, SLOTS.turn);
    },
    wait() {
      const turn = Atomics.load(control, SLOTS.turn);
      while (Atomics.load(control, SLOTS.done) !== turn) Atomics.wait(control, SLOTS.done, turn - 1);
      if (Atomics.load(control, SLOTS.failed)) throw new Error("a thread of the fused engine failed");
    },
  };
}
