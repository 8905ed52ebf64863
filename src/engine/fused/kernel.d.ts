/** The kernel built for WebAssembly SIMD alone: multiply and add round separately. */
export const baseline: WebAssembly.Module;
/** The kernel built with relaxed SIMD: fused multiply-add where the processor has it. */
export const relaxed: WebAssembly.Module;
