/**
 * A program that looked for a GPU and ran without one, as its log says.
 *
 * @module
 */

/** What TensorFlow, JAX and PyTorch write when they find no GPU that they can use. */
const WITHOUT_GPU =
  /Skipping registering GPU devices|failed call to cuInit|No GPU\/TPU found, falling back to CPU|CUDA initialization: (?:The NVIDIA driver|Unexpected error|CUDA unknown error)/;

/** What says that one was found after all. */
const WITH_GPU = /device:GPU:\d|Adding visible gpu devices: \d/;

/** The note of it. */
export function gpuNotes(text: string): readonly string[] {
  return WITHOUT_GPU.test(text) && !WITH_GPU.test(text)
    ? ["it found no GPU that it could use and ran without one"]
    : [];
}
