import type { Tensor, Tensor2D, Tensor3D } from "@tensorflow/tfjs";
import type { Floats, Shape, Weights } from "../../model/weights.ts";
import { UPDATE_DEFAULTS, type UpdateOptions } from "../contract.ts";
import { windowLoss } from "../loss.ts";
import { fromMatrices, type Matrices, paddedSize, padInputs, toMatrices } from "./layout.ts";
import type { Tfjs } from "./load.ts";
import { adamStep, type CarriedState, type Operations, type Parameter } from "./operations.ts";
import { floats, tidily } from "./tensors.ts";
import type { LayerState, TrainingWindow, Window } from "../window.ts";

/** The derivatives of the loss by both matrices. */
interface Gradients {
  readonly kernel: Tensor2D;
  readonly readout: Tensor2D;
}

/** The LSTM layer, its linear output and their optimiser on one set of operations. */
export class Network {
  readonly #tf: Tfjs;
  readonly #operations: Operations;
  readonly #shape: Shape;
  readonly #kernel: Parameter;
  readonly #readout: Parameter;

  constructor(tf: Tfjs, operations: Operations, weights: Weights<Float32Array>) {
    const { kernel, readout } = toMatrices(weights);
    const { hiddenSize } = weights.shape;
    this.#tf = tf;
    this.#operations = operations;
    this.#shape = weights.shape;
    this.#kernel = operations.createParameter(kernel, [
      paddedSize(weights.shape) + hiddenSize,
      4 * hiddenSize,
    ]);
    this.#readout = operations.createParameter(readout, [hiddenSize + 1, 1]);
  }

  /** Outputs [T, B] of a window. */
  predict(window: Window): LayerState & { readonly outputs: Float32Array } {
    return tidily(this.#tf, () => {
      const { end, features } = this.#forward(window, this.#kernel.read());
      return { outputs: floats(this.#tf.matMul(features, this.#readout.read())), ...end };
    });
  }

  /** A window's loss and its gradient. */
  gradient(window: TrainingWindow): { readonly loss: number; readonly gradient: Weights<Float32Array> } {
    return tidily(this.#tf, () => {
      const { loss, gradients: { kernel, readout } } = this.#differentiate(window);
      const matrices = { kernel: floats(kernel), readout: floats(readout) };
      return { loss, gradient: fromMatrices(matrices, this.#shape, (size) => new Float32Array(size)) };
    });
  }

  /** Update number `step`, counted from 1. */
  update(
    window: TrainingWindow,
    step: number,
    options: UpdateOptions,
  ): LayerState & { loss: number; lossByLane: Float32Array; gradientNorm: number } {
    return tidily(this.#tf, () => {
      const { loss, lossByLane, end, gradients } = this.#differentiate(window);
      const { clipNorm, weightDecay, ...adam } = { ...UPDATE_DEFAULTS, ...options };
      const gradientNorm = this.#norm(gradients);
      const clip = Math.min(1, clipNorm / (gradientNorm + 1e-6));
      const constants = adamStep(step, adam);
      for (const name of ["kernel", "readout"] as const) {
        const parameter = name === "kernel" ? this.#kernel : this.#readout;
        const clipped = clip < 1 ? this.#tf.mul(gradients[name], clip) : gradients[name];
        parameter.update(
          weightDecay > 0 ? this.#decayed(clipped, parameter, weightDecay) : clipped,
          constants,
        );
      }
      return { loss, lossByLane, gradientNorm, ...end };
    });
  }

  get weights(): Weights<Float32Array> {
    return this.#record("value", (size) => new Float32Array(size));
  }

  get moments(): { readonly first: Weights<Float64Array>; readonly second: Weights<Float64Array> } {
    const make = (size: number) => new Float64Array(size);
    return { first: this.#record("firstMoment", make), second: this.#record("secondMoment", make) };
  }

  /** Replaces weights and moments. */
  set(weights: Weights, first: Weights, second: Weights): void {
    const [value, firstMoment, secondMoment] = [weights, first, second].map(toMatrices);
    const part = (name: keyof Matrices) => ({
      value: value[name],
      firstMoment: firstMoment[name],
      secondMoment: secondMoment[name],
    });
    this.#kernel.set(part("kernel"));
    this.#readout.set(part("readout"));
  }

  dispose(): void {
    this.#kernel.dispose();
    this.#readout.dispose();
    this.#operations.dispose();
  }

  #record<F extends Floats>(
    field: "value" | "firstMoment" | "secondMoment",
    make: (size: number) => F,
  ): Weights<F> {
    const matrices = { kernel: this.#kernel.get()[field], readout: this.#readout.get()[field] };
    return fromMatrices(matrices, this.#shape, make);
  }

  /** The layer over a window; `features` [T B, H + 1] is what the output layer sees, its constant 1 last. */
  #forward({ steps, lanes, inputs, hidden, cell }: Window, kernel: Tensor2D, mask?: Tensor) {
    const tf = this.#tf;
    const { hiddenSize } = this.#shape;
    const rows = tf.tensor3d(padInputs(inputs, this.#shape), [steps, lanes, paddedSize(this.#shape)]);
    const state = (values: Float32Array) => tf.tensor2d(values, [lanes, hiddenSize]);
    const start: CarriedState = { hidden: state(hidden), cell: state(cell) };
    const pass = this.#operations.forward(rows, start, kernel);
    const flat = pass.hidden.as2D(steps * lanes, hiddenSize);
    const features = tf.concat2d([mask ? tf.mul(flat, mask) : flat, tf.ones([steps * lanes, 1])], 1);
    return { pass, features, end: { hidden: floats(pass.end.hidden), cell: floats(pass.end.cell) } };
  }

  #differentiate(
    window: TrainingWindow,
  ): {
    loss: number;
    lossByLane: Float32Array;
    end: LayerState;
    gradients: Gradients;
  } {
    const tf = this.#tf;
    const { hiddenSize } = this.#shape;
    const { steps, lanes, targets, lossWeights } = window;
    const mask = window.mask && tf.tensor2d(window.mask, [steps * lanes, hiddenSize]);
    const [kernel, readout] = [this.#kernel.read(), this.#readout.read()];
    const { pass, features, end } = this.#forward(window, kernel, mask);
    const outputs = floats(tf.matMul(features, readout));
    const { derivatives, ...loss } = windowLoss(outputs, targets, lanes, lossWeights);
    const toOutput = tf.tensor2d(derivatives, [derivatives.length, 1]);
    const outputWeights = tf.slice(readout, [0, 0], [hiddenSize, 1]);
    const toFeatures = tf.matMul(toOutput, outputWeights, false, true);
    const toHidden = tf.reshape(mask ? tf.mul(toFeatures, mask) : toFeatures, pass.hidden.shape) as Tensor3D;
    const gradients = {
      kernel: this.#operations.backward(pass, toHidden),
      readout: tf.matMul<Tensor2D>(features, toOutput, true),
    };
    tf.dispose([kernel, readout]);
    return { ...loss, end, gradients };
  }

  #norm({ kernel, readout }: Gradients): number {
    const squares = [kernel, readout].map((gradient) => floats(this.#tf.sum(this.#tf.square(gradient)))[0]);
    return Math.sqrt(squares[0] + squares[1]);
  }

  /** The gradient with that of the L2 penalty. */
  #decayed(gradient: Tensor, parameter: Parameter, weightDecay: number): Tensor {
    return this.#tf.tidy(() => this.#tf.add(gradient, this.#tf.mul(parameter.read(), weightDecay)));
  }
}
