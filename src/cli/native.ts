/**
 * `deno task native`: builds the kernel for this machine, and sets up TensorFlow's library for `@tensorflow/tfjs-node`.
 *
 * @module
 */
import { requirePermissions } from "../boundary/mod.ts";
import { loadNative } from "../engine/tensorflow/load.ts";
import { placeAddon, requireCompiler } from "../native/addon.ts";
import { SetupError } from "../native/run.ts";
import { exists, type TfjsPackage, tfjsPackage } from "../native/tfjs_package.ts";
import { cacheFolder, fetchLibraries } from "../native/wheel.ts";
import { checkKernel, setUpKernel } from "./native/kernel.ts";
import { createProgram, runProgram } from "./program.ts";

/** A name that no module graph sees. */
const PACKAGE: string = "@tensorflow/tfjs-node/package.json";

/** What can be set up, each by itself. */
const PARTS = { kernel, tensorflow } as const;

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
  const chosen = Object.entries(PARTS).filter(([name]) => part === undefined || name === part);
  requirePermissions(...chosen.flatMap(([name]) => NEEDED[name]));
  const failures: string[] = [];
  for (const [, setUpPart] of chosen) {
    try {
      console.log(await setUpPart(check));
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      failures.push(error.message); // the other part may still be had
    }
  }
  if (failures.length > 0) program.error(failures.map((line) => `error: ${line}`).join("\n"));
});

/** What each part takes when it is loaded, after it has been built or downloaded. */
const NEEDED: Readonly<Record<string, readonly Deno.PermissionDescriptor[]>> = {
  kernel: [{ name: "read", path: "." }, { name: "ffi", path: ".cache/kernel" }],
  tensorflow: [
    { name: "env" },
    { name: "ffi", path: "node_modules" },
    ...["osRelease", "networkInterfaces", "cpus", "hostname", "statfs"].map((kind) =>
      ({ name: "sys", kind }) as Deno.SysPermissionDescriptor
    ),
  ],
};

function kernel(check: boolean): Promise<string> {
  return check ? checkKernel() : setUpKernel();
}

async function tensorflow(check: boolean): Promise<string> {
  const root = Deno.realPathSync(`${import.meta.dirname}/../..`);
  await import(PACKAGE, { with: { type: "json" } }); // fetches the package without starting it
  const tfjs = tfjsPackage(root);
  if (!check && !isSetUp(tfjs)) await setUp(tfjs);
  return await tinyComputation();
}

/** Whether the addon and the libraries that it loads are there: the package's own, or those in the cache. */
function isSetUp(tfjs: TfjsPackage): boolean {
  return exists(tfjs.addon) && (exists(`${tfjs.folder}/deps/lib`) || exists(`${cacheFolder()}/lib`));
}

async function setUp(tfjs: TfjsPackage): Promise<void> {
  if (exists(tfjs.addon)) Deno.removeSync(tfjs.addon); // its libraries are gone
  const cache = cacheFolder();
  requireCompiler(tfjs, cache);
  fetchLibraries(cache, console.log);
  await placeAddon(tfjs, cache, console.log);
}

/** Loads the library and multiplies two matrices of ones with it. */
async function tinyComputation(): Promise<string> {
  const { tf, backend } = await loadNative();
  const product = tf.tidy(() => Array.from(tf.matMul(tf.ones([2, 3]), tf.ones([3, 1])).dataSync()));
  if (product.some((value) => value !== 3)) {
    throw new SetupError(`${backend} computes nonsense: 1 x 1 x 3 gave ${product}`);
  }
  return `${backend} is ready: [2, 3] ones times [3, 1] ones is [${product.join(", ")}]`;
}

await runProgram(program);
