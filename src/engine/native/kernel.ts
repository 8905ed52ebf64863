/**
 * The native library as a kernel: the same records in the same memory, which is the library's arena.
 *
 * @module
 */
import { createMemory, type Kernel } from "../fused/kernel.ts";
import { LIBRARY, openLibrary } from "./library.ts";

/** Names of vectors by the gate rows of a block, two vectors. */
const VECTORS: Readonly<Record<number, string>> = { 32: "avx512", 16: "avx2", 8: "neon" };

/**
 * A kernel of the library at `path`, on new memory or on another thread's.
 *
 * @throws {RangeError} that says in one line why the library cannot be used
 */
export function createNativeKernel(path = LIBRARY, memory = createMemory()): Kernel {
  const opened = openLibrary(path);
  if (opened.state !== "ready") throw new RangeError(opened.why);
  const { library } = opened;
  const arena = new Uint8Array(memory.buffer); // shared memory never moves: it grows where it is
  const rows = library.rows();
  return {
    build: { library: path },
    backend: `native-${VECTORS[rows]}`,
    rows,
    memory,
    fence: library.fenced()
      ? (place, bytes, closed) => library.fence(arena, place, bytes, Number(closed))
      : undefined,
    call: {
      trainOnline: (network, samples, part, parts) =>
        library.train_online(arena, network, samples, part, parts),
      forward: (network, window, part, parts) => library.forward(arena, network, window, part, parts),
      sumOutputs: (network, window) => library.sum_outputs(arena, network, window),
      backward: (network, window, part, parts) => library.backward(arena, network, window, part, parts),
      updateFromWindow: (network, window, update, step) =>
        library.update_from_window(arena, network, window, update, step),
    },
  };
}
