/**
 * `deno task kernel`: builds the fused engine's WebAssembly from the kernel's C source, or checks that the committed build
 * is what the source gives, byte for byte. The compiler is the clang in PyPI's `ziglang`, at one version.
 *
 * @module
 */
import { requirePermissions } from "../boundary/mod.ts";
import { SOURCES_SECTION } from "../engine/native/sources.ts";
import { sourcesHash } from "../native/kernel_sources.ts";
import { writeAtomically } from "../run/files.ts";
import { createProgram, runProgram } from "./program.ts";

const ROOT = `${import.meta.dirname}/../..`;
const FUSED = `${ROOT}/src/engine/fused`;
const CACHE = `${ROOT}/.cache/ziglang`;
const PYTHON = `${CACHE}/bin/python`;

const BUILDS = [
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

/** The kernel, compiled with one set of features. */
function build(features: string): Uint8Array {
  const target = [...TARGET, `-mcpu=generic+simd128+atomics+bulk_memory${features}`];
  const objects = Object.entries(SOURCES).map(([name, flags]) => {
    const object = `${CACHE}/${name}.o`;
    compile([...target, ...FLAGS, ...flags, "-c", "-o", object, `${name}.c`]);
    return object;
  });
  const output = `${CACHE}/kernel.wasm`;
  compile([...target, ...LINK, "-o", output, ...objects]);
  const binary = Deno.readFileSync(output);
  checkSections(binary);
  return withSources(binary);
}

function compile(args: readonly string[]): void {
  try {
    const { success, stderr } = new Deno.Command(PYTHON, {
      args: ["-m", "ziglang", "cc", ...args],
      cwd: `${ROOT}/src/engine/kernel`,
    }).outputSync();
    if (!success) throw new SyntaxError(`the kernel does not compile: ${new TextDecoder().decode(stderr)}`);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new RangeError("the kernel's compiler is not there: deno task kernel-python installs it");
  }
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

const program = createProgram("kernel", "Build the fused engine's WebAssembly kernel.", [
  "deno task kernel",
  "deno task kernel --check",
])
  .option("--check", "write nothing; fail if the committed build differs from what the source gives")
  .action(({ check }: { check?: boolean }) => {
    requirePermissions(
      { name: "read", path: ROOT },
      { name: "write", path: CACHE },
      ...(check ? [] : [{ name: "write", path: FUSED } as const]),
    );
    for (const { file, features } of BUILDS) {
      const built = build(features);
      const target = `${FUSED}/${file}`;
      if (!check) {
        writeAtomically(target, built);
        console.log(`${file}: ${built.length} bytes written`);
      } else if (equalBytes(built, Deno.readFileSync(target))) {
        console.log(`${file}: ${built.length} bytes, as the source gives`);
      } else {
        throw new RangeError(`${file} is not what its source gives; deno task kernel builds it anew`);
      }
    }
  });

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

if (import.meta.main) await runProgram(program);
