import type { Tensor, Tensor2D, Tensor3D } from "@tensorflow/tfjs";
import type { Tfjs } from "./load.ts";
import type { CarriedState, Operations } from "./operations.ts";
import { PortableParameter } from "./portable_parameter.ts";

/** What one step leaves for the way back; gates after their activation, each [B, H]. */
interface StepMemory {
  /** Padded input and hidden state before the step, [B, J + H]. */
  readonly row: Tensor2D;
  readonly cellBefore: Tensor2D;
  readonly gates: readonly Tensor2D[];
  /** tanh of the new cell state. */
  readonly squashed: Tensor2D;
}

/** What a window leaves for the way back. */
interface WindowMemory {
  readonly steps: readonly StepMemory[];
  readonly kernel: Tensor2D;
}

/** The same operations step by step in plain tfjs, for backends that have no fused ones. */
export function portableOperations(tf: Tfjs): Operations<WindowMemory> {
  function stepForward(
    input: Tensor2D,
    before: CarriedState,
    kernel: Tensor2D,
  ): CarriedState & { readonly memory: StepMemory } {
    const row = tf.concat2d([input, before.hidden], 1);
    const [i, f, g, o] = tf.split(tf.matMul(row, kernel), 4, 1) as Tensor2D[];
    const gates = [tf.sigmoid(i), tf.sigmoid(f), tf.tanh(g), tf.sigmoid(o)];
    const cell = tf.add<Tensor2D>(tf.mul(gates[1], before.cell), tf.mul(gates[0], gates[2]));
    const squashed = tf.tanh(cell);
    return {
      hidden: tf.mul<Tensor2D>(gates[3], squashed),
      cell,
      memory: { row, cellBefore: before.cell, gates, squashed },
    };
  }

  /** The loss's derivative by the four gates before their activation, [B, 4H], and by the cell state before the step. */
  function stepBackward({ cellBefore, gates, squashed }: StepMemory, toHidden: Tensor, toCell: Tensor) {
    const [i, f, g, o] = gates;
    const slope = (gate: Tensor) => tf.mul(gate, tf.sub(1, gate));
    const bend = (value: Tensor) => tf.sub(1, tf.square(value));
    const error = tf.add(toCell, tf.mul(tf.mul(toHidden, o), bend(squashed)));
    const toGates = tf.concat2d([
      tf.mul(tf.mul(error, g), slope(i)),
      tf.mul(tf.mul(error, cellBefore), slope(f)),
      tf.mul(tf.mul(error, i), bend(g)),
      tf.mul(tf.mul(toHidden, squashed), slope(o)),
    ] as Tensor2D[], 1);
    return { toGates, toCellBefore: tf.mul(error, f) };
  }

  return {
    forward(inputs: Tensor3D, start: CarriedState, kernel: Tensor2D) {
      const steps: StepMemory[] = [];
      const hidden: Tensor2D[] = [];
      let state: CarriedState = start;
      for (const input of tf.unstack(inputs) as Tensor2D[]) {
        const step = stepForward(input, state, kernel);
        steps.push(step.memory);
        hidden.push(step.hidden);
        state = step;
      }
      return { hidden: tf.stack(hidden) as Tensor3D, end: state, memory: { steps, kernel } };
    },
    backward({ memory: { steps, kernel } }, hiddenGradient) {
      const { row, cellBefore } = steps[0];
      const padded = row.shape[1] - cellBefore.shape[1];
      const hiddenRows = tf.slice(kernel, [padded, 0]);
      const fromLoss = tf.unstack(hiddenGradient);
      const errors: Tensor2D[] = [];
      let toHidden: Tensor = tf.zerosLike(cellBefore);
      let toCell: Tensor = tf.zerosLike(cellBefore);
      for (let t = steps.length - 1; t >= 0; t--) {
        const { toGates, toCellBefore } = stepBackward(steps[t], tf.add(fromLoss[t], toHidden), toCell);
        errors.unshift(toGates);
        toHidden = tf.matMul(toGates, hiddenRows, false, true);
        toCell = toCellBefore;
      }
      return tf.matMul(tf.concat2d(steps.map(({ row }) => row), 0), tf.concat2d(errors, 0), true);
    },
    createParameter: (values, shape) => new PortableParameter(tf, values, shape),
    dispose: () => {},
  };
}
