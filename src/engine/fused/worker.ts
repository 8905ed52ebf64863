/**
 * A thread of the fused engine: waits for a job in shared memory, does it, says so, and waits again.
 *
 * @module
 */
/// <reference lib="deno.worker" />
import { createNativeKernel } from "../native/kernel.ts";
import { createKernel } from "./kernel.ts";
import { JOBS, SLOTS, waitWhile, type WorkerStart } from "./thread_pool.ts";

self.onmessage = ({ data }: MessageEvent<WorkerStart>) => {
  const { memory, build, control } = data;
  const { call } = "library" in build
    ? createNativeKernel(build.library, memory)
    : createKernel(build.relaxedSimd, memory);
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
