/** Goes one array too far: `sanitizer_test.ts` looks whether that is noticed. */
import { Arena } from "../../../src/engine/fused/arena.ts";
import { createNativeKernel } from "../../../src/engine/native/kernel.ts";
import { openLibrary } from "../../../src/engine/native/library.ts";

const [path] = Deno.args;
const kernel = createNativeKernel(path);
const opened = openLibrary(path);
if (opened.state !== "ready") throw new RangeError(opened.why);
const arena = new Arena(kernel, 0);
arena.floats(3 * 32); // 32 weights and their moments
const { library } = opened;
library.stream(new Uint8Array(kernel.memory.buffer), 32);
console.log("32 weights lie within their array");
library.stream(new Uint8Array(kernel.memory.buffer), 64);
