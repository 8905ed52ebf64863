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
  | { readonly native: false; readonly tf: Tfjs; readonly backend: string; readonly reason: string };

let loaded: Promise<Tensorflow> | undefined;

/** Loads once for the whole process. */
export function loadTensorflow(): Promise<Tensorflow> {
  return loaded ??= loadNative().catch(loadPortable);
}

/**
 * tfjs-node on TensorFlow's own library.
 *
 * @throws {Error} when `deno task native` has not been run or a permission (ffi, read, env, sys) is missing.
 */
export async function loadNative(): Promise<Tensorflow & { readonly native: true }> {
  // Node has removed two functions that tfjs-node 4.22 still calls.
  Object.assign(nodeUtil, { isNullOrUndefined: (value: unknown) => value == null, isArray: Array.isArray });
  // oneDNN rounds in another order from one processor to the next, serves none of the operations used here, and
  // announces itself on stderr; so does the list of the processor's abilities. Errors still show.
  for (const [name, value] of [["TF_ENABLE_ONEDNN_OPTS", "0"], ["TF_CPP_MIN_LOG_LEVEL", "2"]]) {
    if (Deno.env.get(name) === undefined) Deno.env.set(name, value);
  }
  const tf: TfjsNode = await import("@tensorflow/tfjs-node");
  await tf.setBackend("tensorflow");
  const { binding } = tf.backend() as unknown as { readonly binding: { readonly TF_Version: string } };
  return { native: true, tf, backend: `tensorflow ${binding.TF_Version}` };
}

/** Portable tfjs; `cause` is why the native library is not used. */
export async function loadPortable(cause?: Error): Promise<Tensorflow> {
  const tf: Tfjs = await import("@tensorflow/tfjs");
  tf.enableProdMode(); // it would advertise tfjs-node on stderr
  const backend = `tfjs ${await startPortableBackend(tf)}`;
  return { native: false, tf, backend, reason: cause?.message.split("\n")[0] ?? "asked for" };
}

/** WebAssembly, whose module is a file of its package, or plain JavaScript where that may not be read. */
async function startPortableBackend(tf: Tfjs): Promise<"wasm" | "cpu"> {
  const wasmFile = import.meta.resolve("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm");
  const folder = fileURLToPath(new URL("./", wasmFile));
  if (Deno.permissions.querySync({ name: "read", path: folder }).state === "granted") {
    const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
    setWasmPaths(folder);
    if (await tf.setBackend("wasm")) return "wasm";
  }
  await tf.setBackend("cpu");
  return "cpu";
}
