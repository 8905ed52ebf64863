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

/** A tensor that rows can be taken of. */
export interface ProbedTensor extends Tensor {
  gather(indices: number[]): ProbedTensor;
  mul(factor: number): ProbedTensor;
  clone(): ProbedTensor;
  dispose(): void;
}

/** An optimiser that can be made anew from its settings. */
export interface Optimizer {
  readonly learningRate?: unknown;
  getClassName(): string;
  getConfig(): object;
  dispose(): void;
}

/** Rows, of one input or of several. */
type Batch = ProbedTensor | ProbedTensor[] | { [name: string]: ProbedTensor };

/** A model that can be trained batch by batch. */
export interface ProbedModel extends Omit<Model, "optimizer"> {
  optimizer: Optimizer;
  getWeights(): ProbedTensor[];
  setWeights(weights: readonly ProbedTensor[]): void;
  trainOnBatch(x: Batch, y: Batch): Promise<unknown>;
  evaluate(
    x: ProbedTensor | ProbedTensor[],
    y: ProbedTensor | ProbedTensor[],
    options: { readonly batchSize: number; readonly verbose: 0 },
  ): ProbedTensor | ProbedTensor[];
}

/** What tfjs tells a callback. */
export type Logs = Readonly<Record<string, number>>;
