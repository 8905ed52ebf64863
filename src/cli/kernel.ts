/**
 * `deno task kernel`: builds the fused engine's WebAssembly from its AssemblyScript sources, or checks that the
 * committed build is what the sources give, byte for byte.
 *
 * @module
 */
import asc from "assemblyscript/asc";
import { writeAtomically } from "../run/files.ts";
import { createProgram, runProgram } from "./program.ts";

const FUSED = `${import.meta.dirname}/../engine/fused`;
const ENTRY = "index.ts";

/** What differs between the two builds. */
const BUILDS = [
  { file: "kernel_simd.wasm", flags: [] },
  { file: "kernel_relaxed_simd.wasm", flags: ["--enable", "relaxed-simd"] },
] as const;

const FLAGS = [
  "-O3",
  "--noAssert",
  "--runtime=stub", // the host lays out the memory; the kernel allocates nothing
  "--use=abort=",
  "--importMemory",
  "--noExportMemory",
  "--sharedMemory",
  "--initialMemory=16",
  "--maximumMemory=65536",
  "--enable=threads,simd",
  "--disableWarning=112", // of vector arguments at the boundary: no exported function has any
];

/** Compiles the kernel with one set of flags. */
async function compile(flags: readonly string[]): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main([ENTRY, "--outFile=kernel.wasm", ...FLAGS, ...flags], {
    readFile: (name) => {
      try {
        return Deno.readTextFileSync(`${FUSED}/assembly/${name}`);
      } catch (failure) {
        if (failure instanceof Deno.errors.NotFound) return null; // the compiler tries several names
        throw failure;
      }
    },
    writeFile: (_, contents) => void (binary = contents as Uint8Array),
    listFiles: () => [],
  });
  if (error || !binary) throw new SyntaxError(`the kernel does not compile: ${stderr || error?.message}`);
  return binary;
}

const program = createProgram("kernel", "Build the fused engine's WebAssembly kernel.", [
  "deno task kernel",
  "deno task kernel --check",
])
  .option("--check", "write nothing; fail if the committed build differs from what the sources give")
  .action(async ({ check }: { check?: boolean }) => {
    for (const { file, flags } of BUILDS) {
      const built = await compile(flags);
      const target = `${FUSED}/${file}`;
      if (!check) {
        writeAtomically(target, built);
        console.log(`${file}: ${built.length} bytes written`);
      } else if (equalBytes(built, Deno.readFileSync(target))) {
        console.log(`${file}: ${built.length} bytes, as the sources give`);
      } else {
        throw new RangeError(`${file} is not what its sources give; deno task kernel builds it anew`);
      }
    }
  });

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

if (import.meta.main) await runProgram(program);
