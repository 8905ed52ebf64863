/**
 * `deno task kernel`: builds the fused engine's WebAssembly from the kernel's C source, or checks that the committed build
 * is what the source gives, byte for byte.
 *
 * @module
 */
import { requirePermissions } from "../boundary/mod.ts";
import { BUILDS, buildWasm, COMPILER_FOLDER } from "../native/wasm_kernel.ts";
import { writeAtomically } from "../run/files.ts";
import { createProgram, runProgram } from "./program.ts";

const ROOT = `${import.meta.dirname}/../..`;
const FUSED = `${ROOT}/src/engine/fused`;

const program = createProgram("kernel", "Build the fused engine's WebAssembly kernel.", [
  "deno task kernel",
  "deno task kernel --check",
])
  .option("--check", "write nothing; fail if the committed build differs from what the source gives");

program.action(({ check }: { readonly check?: true }) => {
  requirePermissions(
    { name: "read", path: ROOT },
    { name: "write", path: `${ROOT}/${COMPILER_FOLDER}` },
    ...(check ? [] : [{ name: "write", path: FUSED } as const]),
  );
  for (const { file, features } of BUILDS) {
    const built = buildWasm(ROOT, features);
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

await runProgram(program);
