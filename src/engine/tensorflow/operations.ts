/**
 * The operations that TensorFlow's library fuses and portable tfjs spells out: the LSTM layer forward and backward, and
 * Adam. Everything else of the engine is the same for both.
 *
 * T steps, B lanes, H units, J = I + biases padded inputs.
 *
 * @module
 */
import type { Tensor, Tensor2D, Tensor3D } from "@tensorflow/tfjs";

/** State of the layer between two steps, each [B, H]. */
export interface CarriedState {
  readonly hidden: Tensor2D;
  readonly cell: Tensor2D;
}

/** What the layer computed, and what it must remember for the way back. */
export interface LayerPass<Memory> {
  /** Hidden state of every step, [T, B, H]. */
  readonly hidden: Tensor3D;
  /** State after the last step, B x H values. */
  readonly end: { readonly hidden: Tensor; readonly cell: Tensor };
  readonly memory: Memory;
}

/** One set of operations; tensors that they make belong to the caller's `tf.tidy`. */
export interface Operations<Memory = unknown> {
  /**
   * The LSTM layer over a window.
   *
   * @param inputs [T, B, J]
   * @param kernel [J + H, 4H]
   */
  forward(inputs: Tensor3D, start: CarriedState, kernel: Tensor2D): LayerPass<Memory>;
  /** The kernel's gradient [J + H, 4H] from the loss's derivative by every hidden state, [T, B, H]. */
  backward(pass: LayerPass<Memory>, hiddenGradient: Tensor3D): Tensor2D;
  /** A trained matrix with zero moments. */
  createParameter(values: Float32Array, shape: readonly [number, number]): Parameter;
  /** Frees what the operations themselves hold. */
  dispose(): void;
}

/** The three matrices that belong to a trained one. */
export interface ParameterValues {
  readonly value: Float32Array;
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
}

/** Adam's constants of one step, the bias corrections folded in: see {@linkcode adamStep}. */
export interface AdamStep {
  readonly rate: number;
  readonly epsilon: number;
  readonly beta1: number;
  readonly beta2: number;
}

/** A trained matrix and its moments. */
export interface Parameter {
  /** The matrix as it is now. Dispose it before the next update, which can then work in place. */
  read(): Tensor2D;
  /** m += (1 - beta1)(g - m); v += (1 - beta2)(g g - v); value -= rate m / (sqrt(v) + epsilon). */
  update(gradient: Tensor, step: AdamStep): void;
  get(): ParameterValues;
  set(values: ParameterValues): void;
  dispose(): void;
}

/**
 * Constants of update `step`, counted from 1. Kingma & Ba 2015, end of section 2: both bias corrections go into the
 * rate, and Adam's own epsilon is scaled alike, so that the result is that of algorithm 1.
 *
 * The betas are rounded to float32 first, because that is what the moments will be multiplied with.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * // from a gradient of 2: m = 0.2, v = 0.004, and the first step is the learning rate
 * const { rate, epsilon } = adamStep(1, { learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
 * assertAlmostEquals(rate * 0.2 / (Math.sqrt(0.004) + epsilon), 0.1, 1e-5);
 * ```
 */
export function adamStep(
  step: number,
  options: AdamOptions,
): AdamStep {
  const [beta1, beta2] = [Math.fround(options.beta1), Math.fround(options.beta2)];
  const root = Math.sqrt(1 - beta2 ** step);
  return {
    rate: options.learningRate * root / (1 - beta1 ** step),
    epsilon: options.epsilon * root,
    beta1,
    beta2,
  };
}

/** What Adam needs of an update's options. */
interface AdamOptions {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}
