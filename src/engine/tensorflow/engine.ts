/**
 * The tensorflow engine: TensorFlow's fused LSTM operations through tfjs-node, or portable tfjs where the native library
 * is not set up.
 *
 * @module
 */
import type { Shape, Weights } from "../../model/weights.ts";
import {
  checkLanes,
  checkLossWeights,
  checkState,
  checkUpdate,
  checkWeights,
  countSteps,
  countTrainingSteps,
} from "../arguments.ts";
import type {
  Engine,
  EngineState,
  GradientResult,
  OnlineResult,
  UpdateOptions,
  WindowOptions,
  WindowResult,
} from "../contract.ts";
import { nativeOperations } from "./native_operations.ts";
import { loadTensorflow, type Tensorflow } from "./load.ts";
import { Network } from "./network.ts";
import { portableOperations } from "./portable_operations.ts";
import type { LayerState, TrainingWindow } from "./window.ts";

/** Rows at a time in {@linkcode Engine.predict}: enough to forget the cost of a call, few enough to stay in cache. */
const PREDICT_ROWS = 1024;

/** A tensorflow engine that starts from the given weights. */
export async function createTensorflowEngine(weights: Weights<Float32Array>): Promise<Engine> {
  return engineOn(await loadTensorflow(), weights);
}

/** A tensorflow engine on a given tfjs. */
export function engineOn(tensorflow: Tensorflow, weights: Weights<Float32Array>): Engine {
  checkWeights(weights);
  const operations = tensorflow.native
    ? nativeOperations(tensorflow.tf, weights.shape.hiddenSize)
    : portableOperations(tensorflow.tf);
  return new TensorflowEngine(
    tensorflow.backend,
    new Network(tensorflow.tf, operations, weights),
    weights.shape,
  );
}

class TensorflowEngine implements Engine {
  readonly name = "tensorflow";
  readonly shape: Shape;
  readonly backend: string;
  readonly #network: Network;
  #step = 0;
  #hidden: Float32Array;
  #cell: Float32Array;

  constructor(backend: string, network: Network, shape: Shape) {
    this.backend = backend;
    this.shape = shape;
    this.#network = network;
    this.#hidden = new Float32Array(shape.hiddenSize);
    this.#cell = new Float32Array(shape.hiddenSize);
  }

  trainOnline(inputs: Float32Array, targets: Float32Array, options: UpdateOptions): OnlineResult {
    const { inputSize: I, hiddenSize: H } = this.shape;
    const count = countTrainingSteps(this.shape, inputs, targets);
    checkUpdate(options, count * H);
    const losses = new Float32Array(count);
    const gradientNorms = new Float32Array(count);
    let state: LayerState = { hidden: this.#hidden.subarray(0, H), cell: this.#cell.subarray(0, H) };
    for (let n = 0; n < count; n++) {
      const window = {
        steps: 1,
        lanes: 1,
        inputs: inputs.subarray(n * I, (n + 1) * I),
        targets: targets.subarray(n, n + 1),
        mask: options.outputMask?.subarray(n * H, (n + 1) * H),
        ...state,
      };
      const result = this.#network.update(window, ++this.#step, options);
      losses[n] = result.loss;
      gradientNorms[n] = result.gradientNorm;
      state = result;
    }
    this.#hidden.set(state.hidden);
    this.#cell.set(state.cell);
    return { losses, gradientNorms };
  }

  trainWindow(inputs: Float32Array, targets: Float32Array, options: WindowOptions): WindowResult {
    const window = this.#window(inputs, targets, options);
    checkUpdate(options, targets.length * this.shape.hiddenSize);
    checkLossWeights(options.lossWeights, targets.length);
    const result = this.#network.update(window, ++this.#step, options);
    const { loss, lossByLane, gradientNorm } = result;
    [this.#hidden, this.#cell] = [result.hidden, result.cell];
    return { loss, lossByLane, gradientNorm };
  }

  gradient(inputs: Float32Array, targets: Float32Array, options: { readonly lanes: number }): GradientResult {
    return this.#network.gradient(this.#window(inputs, targets, options));
  }

  predict(inputs: Float32Array, { lanes = 1 }: { readonly lanes?: number } = {}): Float32Array {
    const { inputSize, hiddenSize } = this.shape;
    const steps = countSteps(this.shape, inputs, lanes);
    const outputs = new Float32Array(steps * lanes);
    const stretch = Math.max(1, Math.floor(PREDICT_ROWS / lanes));
    let state: LayerState = {
      hidden: new Float32Array(lanes * hiddenSize),
      cell: new Float32Array(lanes * hiddenSize),
    };
    for (let first = 0; first < steps; first += stretch) {
      const last = Math.min(steps, first + stretch);
      const part = inputs.subarray(first * lanes * inputSize, last * lanes * inputSize);
      const result = this.#network.predict({ steps: last - first, lanes, inputs: part, ...state });
      outputs.set(result.outputs, first * lanes);
      state = result;
    }
    return outputs;
  }

  resetCarriedState(lanes = 1): void {
    countSteps(this.shape, new Float32Array(0), lanes);
    this.#hidden = new Float32Array(lanes * this.shape.hiddenSize);
    this.#cell = new Float32Array(lanes * this.shape.hiddenSize);
  }

  exportWeights(): Weights<Float32Array> {
    return this.#network.weights;
  }

  exportState(): EngineState {
    const { first, second } = this.#network.moments;
    return {
      weights: this.exportWeights(),
      firstMoments: first,
      secondMoments: second,
      step: this.#step,
      hidden: this.#hidden.slice(),
      cell: this.#cell.slice(),
    };
  }

  importState(state: EngineState): void {
    checkState(this.shape, state);
    this.#network.set(state.weights, state.firstMoments, state.secondMoments);
    this.#step = state.step;
    this.#hidden = state.hidden.slice();
    this.#cell = state.cell.slice();
  }

  dispose(): void {
    this.#network.dispose();
  }

  #window(
    inputs: Float32Array,
    targets: Float32Array,
    { lanes, outputMask: mask, lossWeights }: Pick<WindowOptions, "lanes" | "outputMask" | "lossWeights">,
  ): TrainingWindow {
    const steps = countTrainingSteps(this.shape, inputs, targets, lanes);
    checkLanes(lanes, this.#hidden.length / this.shape.hiddenSize);
    return { steps, lanes, inputs, targets, mask, lossWeights, hidden: this.#hidden, cell: this.#cell };
  }
}
