/**
 * Plain allocation in the kernel's memory: one after the other, never freed one by one.
 *
 * @module
 */
import type { Kernel, Pointer } from "./kernel.ts";

const PAGE = 65536;
/** Arrays begin at cache lines. */
const LINE = 64;

/** Hands out memory from a starting point upwards and grows the memory as needed. */
export class Arena {
  #next: Pointer;

  constructor(readonly kernel: Pick<Kernel, "memory" | "fence">, start: Pointer) {
    this.#next = start;
  }

  /** Where the next allocation will lie: the start of an arena to put behind this one. */
  get end(): Pointer {
    return this.#next;
  }

  /** Room for `count` floats; not cleared if an earlier arena used it. */
  floats(count: number): Pointer {
    return this.#take(4 * count);
  }

  /** A record of 32-bit integers, given in the order of its fields in the kernel's class. */
  record(...fields: readonly number[]): Pointer {
    const pointer = this.#take(4 * fields.length);
    new Uint32Array(this.kernel.memory.buffer, pointer, fields.length).set(fields);
    return pointer;
  }

  #take(bytes: number): Pointer {
    const { memory, fence } = this.kernel;
    const pointer = this.#next;
    const end = pointer + Math.ceil(bytes / LINE) * LINE + (fence ? LINE : 0);
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) {
      try {
        memory.grow(Math.ceil(missing / PAGE));
      } catch {
        throw new RangeError(
          `window too large: it needs ${
            Math.ceil(end / 2 ** 20)
          } MiB, the kernel's memory ends at 4096 MiB; use fewer steps or lanes`,
        );
      }
    }
    fence?.(pointer, bytes, false);
    fence?.(pointer + bytes, end - pointer - bytes, true);
    this.#next = end;
    return pointer;
  }
}

/** The floats at `pointer`, as a view. */
export function floatsAt(memory: WebAssembly.Memory, pointer: Pointer, count: number): Float32Array {
  return new Float32Array(memory.buffer, pointer, count);
}
