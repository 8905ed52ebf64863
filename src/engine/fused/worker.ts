/**
 * A worker that is a thread of the fused engine, on any build of the kernel.
 *
 * @module
 */
import { createNativeKernel } from "../native/kernel.ts";
import { createKernel } from "./kernel.ts";
import { serveThread } from "./thread.ts";

serveThread((build, memory) =>
  "library" in build ? createNativeKernel(build.library, memory) : createKernel(build.relaxedSimd, memory)
);
