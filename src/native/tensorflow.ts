/**
 * TensorFlow's native library for `@tensorflow/tfjs-node`: set up, and tried.
 *
 * @module
 */
import { loadNative } from "../engine/tensorflow/load.ts";
import { placeAddon, requireCompiler } from "./addon.ts";
import { SetupError } from "./run.ts";
import { exists, type TfjsPackage, tfjsPackage } from "./tfjs_package.ts";
import { cacheFolder, fetchLibraries } from "./wheel.ts";

/** A name that no module graph sees. */
const PACKAGE: string = "@tensorflow/tfjs-node/package.json";

/** Downloads and builds what the package below the project's folder `root` lacks. */
export async function setUpTensorflow(root: string, say: (line: string) => void): Promise<void> {
  const tfjs = await fetchedPackage(root);
  if (isSetUp(tfjs)) return;
  if (exists(tfjs.addon)) Deno.removeSync(tfjs.addon); // its libraries are gone
  const cache = cacheFolder();
  requireCompiler(tfjs, cache);
  fetchLibraries(cache, say);
  await placeAddon(tfjs, cache, say);
}

async function fetchedPackage(root: string): Promise<TfjsPackage> {
  await import(PACKAGE, { with: { type: "json" } }); // fetches the package without starting it
  return tfjsPackage(root);
}

/** Whether the addon and the libraries that it loads are there: the package's own, or those in the cache. */
function isSetUp(tfjs: TfjsPackage): boolean {
  return exists(tfjs.addon) && (exists(`${tfjs.folder}/deps/lib`) || exists(`${cacheFolder()}/lib`));
}

/**
 * Loads the library and multiplies two matrices of ones with it.
 *
 * @returns what there is, in one line
 * @throws {RangeError} when it is not set up, {SetupError} when it computes nonsense
 */
export async function checkTensorflow(root: string): Promise<string> {
  await fetchedPackage(root);
  const { tf, backend } = await loadNative();
  const product = tf.tidy(() => Array.from(tf.matMul(tf.ones([2, 3]), tf.ones([3, 1])).dataSync()));
  if (product.some((value) => value !== 3)) {
    throw new SetupError(`${backend} computes nonsense: 1 x 1 x 3 gave ${product}`);
  }
  return `${backend} is ready: [2, 3] ones times [3, 1] ones is [${product.join(", ")}]`;
}
