/**
 * The kernel as WebAssembly, from its C source. The compiler is the clang in PyPI's `ziglang`, at one version: the same source
 * gives the same bytes.
 *
 * @module
 */
import { SOURCES_SECTION } from "../engine/native/sources.ts";
import { KERNEL_SOURCES, sourcesHash } from "./kernel_sources.ts";
import { errorLine, run } from "./run.ts";

/** Where the compiler lies, and what it makes on the way. */
export const COMPILER_FOLDER = ".cache/ziglang";

/** The committed builds, and the features of WebAssembly that each takes besides the common ones. */
export const BUILDS = [
  { file: "kernel_simd.wasm", features: "" },
  { file: "kernel_relaxed_simd.wasm", features: "+relaxed_simd" },
] as const;

/**
 * A tile's twelve sums and its addresses must stay in registers: there the compiler is told to keep the order they are
 * written in, and not to make more addresses of one.
 */
const TILES = ["-mllvm", "-pre-RA-sched=source", "-mllvm", "-disable-lsr"];
const SOURCES = { online: [], forward: TILES, backward: TILES, update: [] } as const;

const TARGET = ["-target", "wasm32-freestanding"];
const FLAGS = [
  "-O3",
  "-std=c11",
  "-Wall",
  "-Wextra",
  "-Werror",
  "-Wframe-larger-than=0", // the threads' instances would all have the same stack
  "-fvisibility=hidden",
  "-ffp-contract=off",
  "-fno-delete-null-pointer-checks", // the arena begins at 0
];
const LINK = [
  "-nostdlib",
  "-Wl,--no-entry,--export-dynamic,--import-memory,--shared-memory,--max-memory=4294901760,--strip-all",
];

/** The section of a module that has data for its memory; threads and host would write over it. */
const DATA_SECTION = 11;

/**
 * The kernel, compiled with one set of features, by the compiler below the project's folder `root`.
 *
 * @throws {RangeError} when the compiler is not there, {SyntaxError} when it does not compile the kernel
 */
export function buildWasm(root: string, features: string): Uint8Array {
  const folder = `${root}/${COMPILER_FOLDER}`;
  const compile = (...args: readonly string[]) => {
    const outcome = run(`${folder}/bin/python`, ["-m", "ziglang", "cc", ...args]);
    if (outcome === null) {
      throw new RangeError("the kernel's compiler is not there: deno task kernel-python installs it");
    }
    if (!outcome.success) throw new SyntaxError(`the kernel does not compile: ${errorLine(outcome.output)}`);
  };
  const target = [...TARGET, `-mcpu=generic+simd128+atomics+bulk_memory${features}`];
  const objects = Object.entries(SOURCES).map(([name, flags]) => {
    const object = `${folder}/${name}.o`;
    compile(...target, ...FLAGS, ...flags, "-c", "-o", object, `${KERNEL_SOURCES}/${name}.c`);
    return object;
  });
  const output = `${folder}/kernel.wasm`;
  compile(...target, ...LINK, "-o", output, ...objects);
  const binary = Deno.readFileSync(output);
  checkSections(binary);
  return withSources(binary);
}

/** The module with one more custom section: the hash of its sources, for the native library to be held against. */
function withSources(binary: Uint8Array): Uint8Array {
  const name = new TextEncoder().encode(SOURCES_SECTION);
  const hash = new Uint8Array(BigUint64Array.of(sourcesHash()).buffer);
  return Uint8Array.of(...binary, 0, 1 + name.length + hash.length, name.length, ...name, ...hash);
}

/** @throws {SyntaxError} if the kernel has data of its own: the host lays out all of the memory. */
function checkSections(binary: Uint8Array): void {
  let at = 8;
  while (at < binary.length) {
    if (binary[at++] === DATA_SECTION) throw new SyntaxError("the kernel has data of its own in the memory");
    let size = 0;
    for (let shift = 0, byte = 0x80; byte & 0x80; shift += 7) {
      byte = binary[at++];
      size |= (byte & 0x7f) << shift;
    }
    at += size;
  }
}
