/**
 * A thread of the fused engine: waits for a job in shared memory, does it, says so, and waits again.
 *
 * @module
 */
/// <reference lib="deno.worker" />
import { createKernel } from "./kernel.ts";
import { JOBS, perform, SLOTS, type WorkerStart } from "./team.ts";

self.onmessage = ({ data }: MessageEvent<WorkerStart>) => {
  const { memory, relaxedSimd, control } = data;
  const { call } = createKernel(relaxedSimd, memory);
  self.postMessage("ready");
  for (let turn = 0;; turn++) {
    Atomics.wait(control, SLOTS.turn, turn); // returns at once if the job is there already
    const job = JOBS[control[SLOTS.job]];
    if (job === "stop") break;
    try {
      perform(call, job, control[SLOTS.network] >>> 0, control[SLOTS.window] >>> 0);
    } catch {
      Atomics.store(control, SLOTS.failed, 1);
    }
    Atomics.store(control, SLOTS.done, turn + 1);
    Atomics.notify(control, SLOTS.done);
  }
  self.close();
};
