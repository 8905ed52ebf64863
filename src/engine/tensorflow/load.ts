/**
 * TensorFlow's native library through `@tensorflow/tfjs-node`, or `@tensorflow/tfjs` where that is not set up.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import nodeUtil from "node:util";

/** The tfjs API, whichever package provides it. */
export type Tfjs = typeof import("@tensorflow/tfjs");

/** The API of `@tensorflow/tfjs-node`: tfjs and what only native TensorFlow has (`node`: TensorBoard, SavedModel, images). */
export type TfjsNode = typeof import("@tensorflow/tfjs-node");

/** tfjs with a backend chosen and ready. */
export type Tensorflow =
  | { readonly native: true; readonly tf: TfjsNode; readonly backend: string }
  | { readonly native: false; readonly tf: Tfjs; readonly backend: string };

/** Names that no module graph sees, so that the 290 MB of these packages are fetched by those alone who use the engine. */
const NATIVE: string = "@tensorflow/tfjs-node";
const PORTABLE: string = "@tensorflow/tfjs";
const PORTABLE_WASM: string = "@tensorflow/tfjs-backend-wasm";

let loaded: Promise<Tensorflow> | undefined;

/** Loads once for the whole process; without the native library it says so on stderr. */
export function loadTensorflow(): Promise<Tensorflow> {
  return loaded ??= loadNative().catch(async (error: Error) => {
    const portable = await loadPortable();
    console.warn(`tensorflow engine: runs on ${portable.backend}, more slowly: ${error.message}`);
    return portable;
  });
}

/**
 * tfjs-node on TensorFlow's own library.
 *
 * @throws {RangeError} that says what is missing: the set-up, or a permission
 */
export async function loadNative(): Promise<Tensorflow & { readonly native: true }> {
  try {
    const tf = await importNative();
    await tf.setBackend("tensorflow");
    const { binding } = tf.backend() as unknown as { readonly binding: { readonly TF_Version: string } };
    return { native: true, tf, backend: `tensorflow ${binding.TF_Version}` };
  } catch (error) {
    throw new RangeError(whatIsMissing(error as Error), { cause: error });
  }
}

function importNative(): Promise<TfjsNode> {
  // Node has removed two functions that tfjs-node 4.22 still calls.
  Object.assign(nodeUtil, { isNullOrUndefined: (value: unknown) => value == null, isArray: Array.isArray });
  // oneDNN rounds in another order from one processor to the next, serves none of the operations used here, and
  // announces itself on stderr; so does the list of the processor's abilities. Errors still show.
  for (const [name, value] of [["TF_ENABLE_ONEDNN_OPTS", "0"], ["TF_CPP_MIN_LOG_LEVEL", "2"]]) {
    if (Deno.env.get(name) === undefined) Deno.env.set(name, value);
  }
  return import(NATIVE);
}

function whatIsMissing(error: Error): string {
  const library = "TensorFlow's native library";
  if (error instanceof Deno.errors.NotCapable) {
    return `${library} needs permissions that \`deno task train:tensorflow\` has`;
  }
  if (error.message.includes("native addon module")) {
    return `${library} is not set up; run \`deno task native\``;
  }
  return `${library} does not load (${error.message.split("\n")[0].trim()}); run \`deno task native\``;
}

/** Portable tfjs, which needs no set-up and no permission. */
export async function loadPortable(): Promise<Tensorflow> {
  const tf: Tfjs = await import(PORTABLE);
  tf.enableProdMode(); // it would advertise tfjs-node on stderr
  const backend = `tfjs ${await startPortableBackend(tf)}`;
  return { native: false, tf, backend };
}

/** WebAssembly, whose module is a file of its package, or plain JavaScript where that may not be read. */
async function startPortableBackend(tf: Tfjs): Promise<"wasm" | "cpu"> {
  const { setWasmPaths }: typeof import("@tensorflow/tfjs-backend-wasm") = await import(PORTABLE_WASM);
  const wasmFile = import.meta.resolve("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm");
  const folder = fileURLToPath(new URL("./", wasmFile)); // there is none before the import has fetched the package
  if (Deno.permissions.querySync({ name: "read", path: folder }).state === "granted") {
    setWasmPaths(folder);
    if (await tf.setBackend("wasm")) return "wasm";
  }
  await tf.setBackend("cpu");
  return "cpu";
}
