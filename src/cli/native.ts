/**
 * `deno task native`: builds the kernel for this machine, and sets up TensorFlow's library for `@tensorflow/tfjs-node`.
 *
 * @module
 */
import { requirePermissions } from "../boundary/mod.ts";
import { SetupError } from "../native/run.ts";
import { checkTensorflow, setUpTensorflow } from "../native/tensorflow.ts";
import { checkKernel, setUpKernel } from "../native/tried_kernel.ts";
import { createProgram, runProgram } from "./program.ts";

interface Part {
  /** What it takes when it is loaded, after it has been built or downloaded. */
  readonly needs: readonly Deno.PermissionDescriptor[];
  /** Sets it up, unless it is only to be checked, and says in one line what there is. */
  readonly ready: (isCheck: boolean) => Promise<string>;
}

/** What can be set up, each by itself. */
const PARTS: Readonly<Record<string, Part>> = {
  kernel: {
    needs: [{ name: "read", path: "." }, { name: "ffi", path: ".cache/kernel" }],
    ready: (isCheck) => isCheck ? checkKernel() : setUpKernel(),
  },
  tensorflow: {
    needs: [
      { name: "env" },
      { name: "ffi", path: "node_modules" },
      ...["osRelease", "networkInterfaces", "cpus", "hostname", "statfs"].map((kind) =>
        ({ name: "sys", kind }) as Deno.SysPermissionDescriptor
      ),
    ],
    ready: async (isCheck) => {
      const root = Deno.realPathSync(`${import.meta.dirname}/../..`);
      if (!isCheck) await setUpTensorflow(root, console.log);
      return await checkTensorflow(root);
    },
  },
};

const program = createProgram(
  "native",
  "Build the training kernel for this machine, which training then takes instead of WebAssembly, and set up " +
    "TensorFlow's native library for @tensorflow/tfjs-node.",
  [
    "deno task native           both; does nothing when it is done already",
    "deno task native kernel    the kernel alone: seconds, and nothing is downloaded",
    "deno task native --check   check both by a small computation",
  ],
)
  .argument("[part]", `one alone: ${Object.keys(PARTS).join(" or ")}`)
  .option("--check", "only check; exit code 2 when it is not set up");

program.action(async (part: string | undefined, { check = false }: { readonly check?: boolean }) => {
  if (part !== undefined && !Object.hasOwn(PARTS, part)) {
    throw new RangeError(`there is no part ${part}; there are ${Object.keys(PARTS).join(" and ")}`);
  }
  const chosen = part === undefined ? Object.values(PARTS) : [PARTS[part]];
  requirePermissions(...chosen.flatMap(({ needs }) => needs));
  const failures: string[] = [];
  for (const { ready } of chosen) {
    try {
      console.log(await ready(check));
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      failures.push(error.message); // the other part may still be had
    }
  }
  if (failures.length > 0) program.error(failures.map((line) => `error: ${line}`).join("\n"));
});

await runProgram(program);
