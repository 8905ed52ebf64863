/**
 * As much of a tfjs model as the recorder looks at; `tf.LayersModel` of every tfjs package has it.
 *
 * @module
 */

/** A tensor. */
export interface Tensor {
  readonly shape: readonly number[];
  dataSync(): ArrayLike<number>;
  data(): Promise<ArrayLike<number>>;
}

/** A layer. */
export interface Layer {
  readonly name: string;
  readonly trainable: boolean;
  readonly weights: readonly { readonly name: string }[];
  getClassName(): string;
  getConfig(): object;
  getWeights(): readonly Tensor[];
}

/** A model; `optimizer` is there once it is compiled. */
export interface Model {
  readonly layers: readonly Layer[];
  readonly loss: unknown;
  readonly optimizer?: { getClassName(): string };
  readonly outputs: readonly { readonly shape: readonly (number | null)[] }[];
}

/** What tfjs tells a callback. */
export type Logs = Readonly<Record<string, number>>;
