/**
 * A thread of the fused engine: waits for a job in shared memory, does it, says so, and waits again.
 *
 * @module
 */
/// <reference lib="deno.worker" />
import type { Kernel, KernelBuild } from "./kernel.ts";
import { JOBS, SLOTS, waitWhile, type WorkerStart } from "./thread_pool.ts";

/** Makes this worker a thread, on the kernel that `open` makes of what it is sent. */
export function serveThread(open: (build: KernelBuild, memory: WebAssembly.Memory) => Kernel): void {
  self.onmessage = ({ data: { memory, build, control } }: MessageEvent<WorkerStart>) => {
    const { call } = open(build, memory);
    self.postMessage("ready");
    for (let turn = 0;; turn++) {
      waitWhile(control, SLOTS.turn, turn);
      const job = JOBS[control[SLOTS.job]];
      if (job === "stop") break;
      try {
        call[job](control[SLOTS.network], control[SLOTS.record], control[SLOTS.part], control[SLOTS.parts]);
      } catch {
        Atomics.store(control, SLOTS.failed, 1);
      }
      Atomics.store(control, SLOTS.done, turn + 1);
      Atomics.notify(control, SLOTS.done);
    }
    self.close();
  };
}
