// TypeScript cannot parse source-phase imports yet, so they stand here by themselves. They need no permission.
// @ts-self-types="./kernel.d.ts"
import source baseline from "./kernel_simd.wasm";
import source relaxed from "./kernel_relaxed_simd.wasm";

export { baseline, relaxed };
