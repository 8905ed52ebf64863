/** Goes one array too far: `sanitizer_test.ts` looks whether that is noticed. */
import { Arena } from "../../../src/engine/fused/arena.ts";
import { createNativeKernel } from "../../../src/engine/native/kernel.ts";
import { openLibrary } from "../../../src/engine/native/library.ts";

const [path] = Deno.args;
const kernel = createNativeKernel(path);
const opened = openLibrary(path);
if (opened.state !== "ready") throw new RangeError(opened.why);
const arena = new Arena(kernel, 0);
arena.floats((3 * 32 + 2) * 2 + 2 * 32); // 32 rows of two weights and what a pass over them needs
const { library } = opened;
library.pass_alone(new Uint8Array(kernel.memory.buffer), 32, 2);
console.log("32 rows lie within their array");
library.pass_alone(new Uint8Array(kernel.memory.buffer), 32, 3);
