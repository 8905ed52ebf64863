/**
 * The tensorflow engine: TensorFlow's fused LSTM operations through tfjs-node, or portable tfjs where the native library
 * is not set up.
 *
 * @module
 */
import type { Shape, Weights } from "../../model/weights.ts";
import {
  checkLaneCount,
  checkLanes,
  checkLossWeights,
  checkState,
  checkUpdate,
  checkWeights,
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
import {
  copyLayerState,
  firstLane,
  lanesOf,
  type LayerState,
  predictInWindows,
  type TrainingWindow,
  zeroLayerState,
} from "../window.ts";
import { nativeOperations } from "./native_operations.ts";
import { loadTensorflow, type Tensorflow } from "./load.ts";
import { Network } from "./network.ts";
import { portableOperations } from "./portable_operations.ts";

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
  #carried: LayerState;

  constructor(backend: string, network: Network, shape: Shape) {
    this.backend = backend;
    this.shape = shape;
    this.#network = network;
    this.#carried = zeroLayerState(shape);
  }

  trainOnline(inputs: Float32Array, targets: Float32Array, options: UpdateOptions): OnlineResult {
    const { inputSize: I, hiddenSize: H } = this.shape;
    const count = countTrainingSteps(this.shape, inputs, targets);
    checkUpdate(options, count * H);
    const losses = new Float32Array(count);
    const gradientNorms = new Float32Array(count);
    const carried = firstLane(this.shape, this.#carried);
    let state = carried;
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
    carried.hidden.set(state.hidden);
    carried.cell.set(state.cell);
    return { losses, gradientNorms };
  }

  trainWindow(inputs: Float32Array, targets: Float32Array, options: WindowOptions): WindowResult {
    const window = this.#window(inputs, targets, options);
    checkUpdate(options, targets.length * this.shape.hiddenSize);
    checkLossWeights(options.lossWeights, targets.length);
    const result = this.#network.update(window, ++this.#step, options);
    const { loss, lossByLane, gradientNorm, hidden, cell } = result;
    this.#carried = { hidden, cell };
    return { loss, lossByLane, gradientNorm };
  }

  gradient(inputs: Float32Array, targets: Float32Array, options: { readonly lanes: number }): GradientResult {
    return this.#network.gradient(this.#window(inputs, targets, options));
  }

  predict(inputs: Float32Array, { lanes = 1 }: { readonly lanes?: number } = {}): Float32Array {
    return predictInWindows(this.shape, inputs, lanes, (window) => this.#network.predict(window));
  }

  resetCarriedState(lanes = 1): void {
    checkLaneCount(lanes);
    this.#carried = zeroLayerState(this.shape, lanes);
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
      ...copyLayerState(this.#carried),
    };
  }

  importState(state: EngineState): void {
    checkState(this.shape, state);
    this.#network.set(state.weights, state.firstMoments, state.secondMoments);
    this.#step = state.step;
    this.#carried = copyLayerState(state);
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
    checkLanes(lanes, lanesOf(this.shape, this.#carried));
    return { steps, lanes, inputs, targets, mask, lossWeights, ...this.#carried };
  }
}
