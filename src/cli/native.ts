/**
 * `deno task native`: sets up TensorFlow's native library for `@tensorflow/tfjs-node`.
 *
 * @module
 */
import { requirePermissions } from "../boundary/mod.ts";
import { loadNative } from "../engine/tensorflow/load.ts";
import { placeAddon, requireCompiler } from "../native/addon.ts";
import { SetupError } from "../native/run.ts";
import { exists, type TfjsPackage, tfjsPackage } from "../native/tfjs_package.ts";
import { cacheFolder, fetchLibraries } from "../native/wheel.ts";
import { createProgram, runProgram } from "./program.ts";

/** A name that no module graph sees. */
const PACKAGE: string = "@tensorflow/tfjs-node/package.json";

const program = createProgram("native", "Set up TensorFlow's native library for @tensorflow/tfjs-node.", [
  "deno task native           set up; does nothing when it is done already",
  "deno task native --check   print TensorFlow's version and a tiny computation",
]).option("--check", "only check; exit code 2 when it is not set up");

/** What the library takes when it is loaded, gigabytes after the beginning. */
const NEEDED: readonly Deno.PermissionDescriptor[] = [
  { name: "env" },
  { name: "ffi", path: "node_modules" },
  ...["osRelease", "networkInterfaces", "cpus", "hostname", "statfs"].map((kind) =>
    ({ name: "sys", kind }) as Deno.SysPermissionDescriptor
  ),
];

program.action(async ({ check }: { readonly check?: true }) => {
  requirePermissions(...NEEDED);
  try {
    const root = Deno.realPathSync(`${import.meta.dirname}/../..`);
    await import(PACKAGE, { with: { type: "json" } }); // fetches the package without starting it
    const tfjs = tfjsPackage(root);
    if (!check && !isSetUp(tfjs)) await setUp(tfjs);
    console.log(await tinyComputation());
  } catch (error) {
    if (error instanceof SetupError) program.error(`error: ${error.message}`);
    throw error;
  }
});

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
