/**
 * Numbers as Python prints those that a library wraps: `tensor(0.5, grad_fn=<MeanBackward0>)` of PyTorch, `np.float64(0.5)` of
 * NumPy 2, `<tf.Tensor: shape=(), dtype=float32, numpy=0.5>` of TensorFlow, `Array(0.5, dtype=float32)` of JAX.
 *
 * @module
 */

const PLAIN = String.raw`[-+]?(?:\d+\.?\d*(?:e[-+]?\d+)?|\.\d+|nan|inf)`;
/** Alone, or in the brackets of a list of one. */
const NUMBER = String.raw`(${PLAIN}|\[{1,3}\s{0,4}${PLAIN}\s{0,4}\]{1,3})`;
/** What stands behind the number: where it lies, how it was computed. */
const REST = String.raw`(?:,[^()]{0,200}(?:\([^()]{0,100}\)[^()]{0,100})?)?`;
const CALL = String
  .raw`\b(?:tensor|(?:np|numpy)\.\w{1,20}|Array|DeviceArray|array|Parameter|Scalar)\(${NUMBER}${REST}\)`;
const TENSORFLOW = String.raw`<tf\.(?:Tensor|Variable)[^<>]{0,120}\bnumpy=(?:array\()?${NUMBER}${REST}\)?>`;
const PADDLE = String.raw`\bTensor\(shape=\[1?\],[^[\]<>\n]{0,160}\s${NUMBER}\)`;
const WRAPPED = new RegExp([CALL, TENSORFLOW, PADDLE].join("|"), "gi");

/** What any of them begins with, which few texts hold: to look for words takes a tenth of what the pattern takes. */
const BEGINNINGS = [
  "tensor(",
  "Tensor(",
  "array(",
  "Array(",
  "Parameter(",
  "Scalar(",
  "<tf.",
  "np.",
  "numpy.",
];

/**
 * The text with the bare numbers; what holds several stays as it is.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(withBareNumbers("loss: tensor(0.5, device='cuda:0')"), "loss: 0.5");
 * assertEquals(withBareNumbers("tensor([0.5, 0.7])"), "tensor([0.5, 0.7])");
 * ```
 */
export function withBareNumbers(text: string): string {
  if (!BEGINNINGS.some((beginning) => text.includes(beginning))) return text;
  return text.replace(
    WRAPPED,
    (_, ...numbers: readonly (string | undefined)[]) => numbers.find(Boolean)!.replace(/[[\]\s]/g, ""),
  );
}
