import type { Tensor } from "@tensorflow/tfjs";
import type { Tfjs } from "./load.ts";

/** A tensor's values. */
export function floats(tensor: Tensor): Float32Array {
  return tensor.dataSync() as Float32Array;
}

/** `tf.tidy` for plain results; tfjs would search every entry of a returned array for tensors. */
export function tidily<T>(tf: Tfjs, compute: () => T): T {
  let result!: T;
  tf.tidy(() => {
    result = compute();
  });
  return result;
}
