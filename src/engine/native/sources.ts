/** The custom section of the kernel's WebAssembly that holds the hash of its C source: eight bytes, the lowest first. */
export const SOURCES_SECTION = "sources";

/** The hash of the source that a build of the kernel's WebAssembly was made from. */
export function sourcesOf(kernel: WebAssembly.Module): bigint {
  const [section] = WebAssembly.Module.customSections(kernel, SOURCES_SECTION);
  return new DataView(section).getBigUint64(0, true);
}
