import type { Tensor, Tensor2D, Tensor3D } from "@tensorflow/tfjs";
import type { TfjsNode } from "./load.ts";
import { nativeLibrary } from "./native_library.ts";
import type { CarriedState, Operations } from "./operations.ts";
import { NativeParameter } from "./native_parameter.ts";

/** Inputs and outputs of BlockLSTMV2, in the order in which BlockLSTMGradV2 takes them. */
type BlockMemory = readonly Tensor[];

/**
 * TensorFlow's own fused operations: a whole window is one call forward (`BlockLSTMV2`) and one call back
 * (`BlockLSTMGradV2`); Adam is one call a matrix (`ResourceApplyAdam`).
 */
export function nativeOperations(tf: TfjsNode, hiddenSize: number): Operations<BlockMemory> {
  const library = nativeLibrary(tf);
  const { run, int64, float32, bool, float } = library;
  const peepholes = bool("use_peephole", false);
  const forwardAttributes = [float("cell_clip", -1), peepholes, float32("T")];
  const backwardAttributes = [peepholes, float32("T")];
  // The layer has no peepholes, and its biases are rows of the kernel.
  const peephole = tf.keep(tf.zeros([hiddenSize]));
  const bias = tf.keep(tf.zeros([4 * hiddenSize]));

  return {
    forward(inputs: Tensor3D, start: CarriedState, kernel: Tensor2D) {
      const [steps, lanes] = inputs.shape;
      const given = [
        int64(steps),
        inputs,
        start.cell,
        start.hidden,
        kernel,
        peephole,
        peephole,
        peephole,
        bias,
      ];
      const computed = run("BlockLSTMV2", forwardAttributes, given, 7);
      const [cells, hidden] = [computed[1], computed[6]] as Tensor3D[];
      const last = (states: Tensor3D) =>
        steps === 1 ? states : tf.slice(states, [steps - 1, 0, 0], [1, lanes, hiddenSize]);
      return { hidden, end: { hidden: last(hidden), cell: last(cells) }, memory: [...given, ...computed] };
    },
    backward({ hidden, memory }, hiddenGradient) {
      const cellGradient = tf.zerosLike(hidden);
      return run(
        "BlockLSTMGradV2",
        backwardAttributes,
        [...memory, cellGradient, hiddenGradient],
        8,
      )[3] as Tensor2D;
    },
    createParameter: (values, shape) => new NativeParameter(tf, library, values, shape),
    dispose: () => tf.dispose([peephole, bias]),
  };
}
