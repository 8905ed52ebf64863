/**
 * Networks in the file formats of other frameworks. Bytes in, bytes out.
 *
 * @module
 */
export { toOnnx } from "./onnx.ts";
export { fromPytorchSafetensors, toPytorchSafetensors } from "./pytorch.ts";
