/**
 * Who runs the kernel: this thread, or this thread and workers that share its memory.
 *
 * @module
 */
import type { Kernel, KernelBuild, Pointer } from "./kernel.ts";

/** What a thread is asked to do its part of, by the name of the kernel's function; `stop` ends a worker. */
export type Job = "trainOnline" | "forward" | "backward" | "stop";

/** Runs a function of the kernel on several threads. */
export interface ThreadPool {
  readonly size: number;
  /** Has `parts` threads, at most {@linkcode ThreadPool.size}, do their parts of the job; returns when all is done. */
  run(job: Exclude<Job, "stop">, network: Pointer, record: Pointer, parts: number): void;
  dispose(): void;
}

/** What a worker is sent to begin with. */
export interface WorkerStart {
  readonly memory: WebAssembly.Memory;
  readonly build: KernelBuild;
  /** One Int32 for each of {@linkcode SLOTS}. */
  readonly control: Int32Array;
}

/** Places in a worker's control array. `turn` counts the jobs given and `done` the jobs finished. */
export const SLOTS = {
  turn: 0,
  done: 1,
  failed: 2,
  job: 3,
  network: 4,
  record: 5,
  part: 6,
  parts: 7,
} as const;

/** Jobs by number, as the control array has them. */
export const JOBS: readonly Job[] = ["trainOnline", "forward", "backward", "stop"];

/** This thread alone. */
export function soloPool({ call }: Kernel): ThreadPool {
  return {
    size: 1,
    run: (job, network, record) => call[job](network, record, 0, 1),
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
export async function createThreadPool(kernel: Kernel, threads: number): Promise<ThreadPool> {
  const starting = Array.from(
    { length: threads - 1 },
    () => startMember(kernel, new Worker(WORKER, { type: "module" })),
  );
  const started = await Promise.allSettled(starting);
  const members = started.flatMap((outcome) => outcome.status === "fulfilled" ? [outcome.value] : []);
  const dispose = () => members.forEach((member) => member.give("stop", 0, 0, 0, 0));
  const failed = started.find((outcome) => outcome.status === "rejected");
  if (failed) {
    dispose();
    throw failed.reason;
  }
  return poolOf(kernel, members, dispose);
}

/**
 * This thread alone until the worker that `open` opens is ready, from then on both: a worker that never comes holds
 * nothing up.
 *
 * @returns with the pool, `joined`: resolved when the worker takes part, rejected when it cannot be started
 */
export function createJoinedPool(
  kernel: Kernel,
  open: () => Worker,
): { readonly pool: ThreadPool; readonly joined: Promise<void> } {
  const members: Member[] = [];
  let worker: Worker | undefined;
  const join = async () => {
    worker = open();
    members.push(await startMember(kernel, worker));
  };
  return { joined: join(), pool: poolOf(kernel, members, () => worker?.terminate()) };
}

/** This thread and the members that there are when a job is given. */
function poolOf(kernel: Kernel, members: readonly Member[], dispose: () => void): ThreadPool {
  return {
    get size() {
      return 1 + members.length;
    },
    run(job, network, record, parts) {
      const others = members.slice(0, parts - 1);
      others.forEach((member, at) => member.give(job, network, record, at + 1, parts));
      kernel.call[job](network, record, 0, parts);
      others.forEach((member) => member.wait());
    },
    dispose,
  };
}

/** Looks before a thread sleeps: a job that follows at once finds it awake. */
const LOOKS = 20_000;

/** Blocks while the slot has the value. */
export function waitWhile(control: Int32Array, slot: number, value: number): void {
  for (let n = 0; n < LOOKS; n++) if (Atomics.load(control, slot) !== value) return;
  while (Atomics.load(control, slot) === value) Atomics.wait(control, slot, value);
}

/** One worker, seen from the thread that gives it work. */
interface Member {
  give(job: Job, network: Pointer, record: Pointer, part: number, parts: number): void;
  /** Blocks until the job given last is done. */
  wait(): void;
}

async function startMember({ memory, build }: Kernel, worker: Worker): Promise<Member> {
  const control = new Int32Array(new SharedArrayBuffer(4 * Object.keys(SLOTS).length));
  await new Promise<void>((resolve, reject) => {
    worker.onmessage = () => resolve();
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`a thread of the fused engine does not start: ${event.message}`));
    };
    worker.postMessage({ memory, build, control } satisfies WorkerStart);
  });
  return {
    give(job, network, record, part, parts) {
      control[SLOTS.job] = JOBS.indexOf(job);
      control[SLOTS.network] = network;
      control[SLOTS.record] = record;
      control[SLOTS.part] = part;
      control[SLOTS.parts] = parts;
      Atomics.add(control, SLOTS.turn, 1);
      Atomics.notify(control, SLOTS.turn);
    },
    wait() {
      const turn = Atomics.load(control, SLOTS.turn);
      waitWhile(control, SLOTS.done, turn - 1);
      if (Atomics.load(control, SLOTS.failed)) throw new Error("a thread of the fused engine failed");
    },
  };
}
