/**
 * One instance of the WebAssembly kernel and the memory it works on.
 *
 * @module
 */
import { baseline, relaxed } from "./kernel.js";

/** Byte offset into the kernel's memory. */
export type Pointer = number;

/** What the kernel does; `../kernel` says how. Records are passed by {@linkcode Pointer}. */
export interface KernelExports {
  trainOnline(network: Pointer, samples: Pointer, part: number, parts: number): void;
  forward(network: Pointer, window: Pointer, part: number, parts: number): void;
  sumOutputs(network: Pointer, window: Pointer): void;
  backward(network: Pointer, window: Pointer, part: number, parts: number): void;
  updateFromWindow(network: Pointer, window: Pointer, update: Pointer, step: Pointer): number;
}

/** Which build of the kernel; another thread opens the same one by it. */
export type KernelBuild = { readonly relaxedSimd: boolean } | { readonly library: string };

/** A kernel and the memory it works on. */
export interface Kernel {
  readonly build: KernelBuild;
  /** For the run record. */
  readonly backend: string;
  /** Gate rows of a block: two of the build's vectors. */
  readonly rows: number;
  readonly memory: WebAssembly.Memory;
  readonly call: KernelExports;
  /** In a build that watches over its memory: closes a stretch that nothing may touch, or opens it. */
  readonly fence?: (place: Pointer, bytes: number, closed: boolean) => void;
}

/** A module of one function that does one relaxed multiply-add. */
const RELAXED_PROBE = new Uint8Array(
  [
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic, version 1
    [0x01, 0x08, 0x01, 0x60, 0x03, 0x7b, 0x7b, 0x7b, 0x01, 0x7b], // type (v128, v128, v128) -> v128
    [0x03, 0x02, 0x01, 0x00], // one function of that type
    [0x0a, 0x0d, 0x01, 0x0b, 0x00, 0x20, 0x00, 0x20, 0x01, 0x20, 0x02, 0xfd, 0x85, 0x02, 0x0b], // f32x4.relaxed_madd
  ].flat(),
);

/** Whether this runtime has relaxed SIMD. */
export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(RELAXED_PROBE);
}

/** A memory for kernels, which threads can share; it may grow to almost 4 GiB, and never moves. */
export function createMemory(): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 16, maximum: 65535, shared: true });
}

/** The kernel's functions as the C source has them: the arena comes first, and the whole memory is the arena. */
interface Exports {
  rows(): number;
  train_online(arena: 0, network: Pointer, samples: Pointer, part: number, parts: number): void;
  forward(arena: 0, network: Pointer, window: Pointer, part: number, parts: number): void;
  sum_outputs(arena: 0, network: Pointer, window: Pointer): void;
  backward(arena: 0, network: Pointer, window: Pointer, part: number, parts: number): void;
  update_from_window(arena: 0, network: Pointer, window: Pointer, update: Pointer, step: Pointer): number;
}

/** A new kernel: the relaxed build where the runtime takes it, unless `relaxedSimd` says otherwise. */
export function createKernel(relaxedSimd = hasRelaxedSimd(), memory = createMemory()): Kernel {
  const module = relaxedSimd ? relaxed : baseline;
  const exports = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports;
  return {
    build: { relaxedSimd },
    backend: relaxedSimd ? "wasm-relaxed-simd" : "wasm-simd",
    rows: exports.rows(),
    memory,
    call: {
      trainOnline: (network, samples, part, parts) => exports.train_online(0, network, samples, part, parts),
      forward: (network, window, part, parts) => exports.forward(0, network, window, part, parts),
      sumOutputs: (network, window) => exports.sum_outputs(0, network, window),
      backward: (network, window, part, parts) => exports.backward(0, network, window, part, parts),
      updateFromWindow: (network, window, update, step) =>
        exports.update_from_window(0, network, window, update, step),
    },
  };
}
