/**
 * `deno task kernel`: builds the fused engine's WebAssembly from the kernel's C source, or checks that the committed build
 * is what the source gives, byte for byte. The compiler is the clang in PyPI's `ziglang`, at one version.
 *
 * @module
 */
import { writeAtomically } from "../run/files.ts";
import { createProgram, runProgram } from "./program.ts";

const ROOT = `${import.meta.dirname}/../..`;
const FUSED = `${ROOT}/src/engine/fused`;
const CACHE = `${ROOT}/.cache/ziglang`;
const PYTHON = `${CACHE}/bin/python`;

/**
 * What differs between the two builds. Where multiply-add is one instruction, a tile's twelve sums and its addresses must
 * stay in registers: the compiler is told to keep the order they are written in, and not to make more addresses of one.
 */
const BUILDS = [
  { file: "kernel_simd.wasm", features: "", flags: [] },
  {
    file: "kernel_relaxed_simd.wasm",
    features: "+relaxed_simd",
    flags: ["-mllvm", "-pre-RA-sched=source", "-mllvm", "-disable-lsr"],
  },
] as const;

const FLAGS = [
  "-target",
  "wasm32-freestanding",
  "-O3",
  "-std=c11",
  "-Wall",
  "-Wextra",
  "-Werror",
  "-Wframe-larger-than=0", // the threads' instances would all have the same stack
  "-ffp-contract=off",
  "-fno-delete-null-pointer-checks", // the arena begins at 0
  "-nostdlib",
  "-Wl,--no-entry,--import-memory,--shared-memory,--max-memory=4294901760,--strip-all",
];

/** The section of a module that has data for its memory; threads and host would write over it. */
const DATA_SECTION = 11;

/** Compiles the kernel with one set of features and flags. */
function compile(features: string, flags: readonly string[]): Uint8Array {
  const output = `${CACHE}/kernel.wasm`;
  try {
    const { success, stderr } = new Deno.Command(PYTHON, {
      args: [
        "-m",
        "ziglang",
        "cc",
        `-mcpu=generic+simd128+atomics+bulk_memory${features}`,
        ...FLAGS,
        ...flags,
        "-o",
        output,
        "webassembly.c",
      ],
      cwd: `${ROOT}/src/engine/kernel`,
    }).outputSync();
    if (!success) throw new SyntaxError(`the kernel does not compile: ${new TextDecoder().decode(stderr)}`);
    const binary = Deno.readFileSync(output);
    checkSections(binary);
    return binary;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new RangeError("the kernel's compiler is not there: deno task kernel-python installs it");
  }
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
    for (const { file, features, flags } of BUILDS) {
      const built = compile(features, flags);
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
