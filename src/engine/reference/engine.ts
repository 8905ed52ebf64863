/**
 * The reference engine: plain TypeScript, slow, exact. It computes in float64 and rounds weights and carried state to
 * float32 after every update, so that what it exports is all it knows.
 *
 * @module
 */
import { readOut, stepCell, zeroState } from "../../model/cell.ts";
import { mapTensors, type Weights } from "../../model/weights.ts";
import {
  checkLaneCount,
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
import { freshState } from "../state.ts";
import { adamUpdate, globalNorm } from "./adam.ts";
import { type WindowGradient, windowGradient } from "./backward.ts";

/** An engine in plain TypeScript; see {@linkcode Engine}. */
export function createReferenceEngine(weights: Weights<Float32Array>): Engine {
  return new ReferenceEngine(weights);
}

class ReferenceEngine implements Engine {
  readonly name = "reference";
  readonly backend = "typescript float64";
  readonly shape;
  #state: EngineState;

  constructor(weights: Weights<Float32Array>) {
    checkWeights(weights);
    this.shape = weights.shape;
    this.#state = copyState(freshState(weights));
  }

  trainOnline(inputs: Float32Array, targets: Float32Array, options: UpdateOptions): OnlineResult {
    const { inputSize, hiddenSize } = this.shape;
    const steps = countTrainingSteps(this.shape, inputs, targets);
    checkUpdate(options, steps * hiddenSize);
    const losses = new Float32Array(steps);
    const gradientNorms = new Float32Array(steps);
    for (let t = 0; t < steps; t++) {
      const { loss, gradientNorm } = this.#update(
        inputs.subarray(t * inputSize, (t + 1) * inputSize),
        targets.subarray(t, t + 1),
        {
          ...options,
          lanes: 1,
          outputMask: options.outputMask?.subarray(t * hiddenSize, (t + 1) * hiddenSize),
        },
      );
      losses[t] = loss;
      gradientNorms[t] = gradientNorm;
    }
    return { losses, gradientNorms };
  }

  trainWindow(inputs: Float32Array, targets: Float32Array, options: WindowOptions): WindowResult {
    const { lanes } = options;
    const steps = countTrainingSteps(this.shape, inputs, targets, lanes);
    checkUpdate(options, steps * lanes * this.shape.hiddenSize);
    checkLossWeights(options.lossWeights, targets.length);
    checkLanes(lanes, this.#lanes());
    return this.#update(inputs, targets, options);
  }

  gradient(
    inputs: Float32Array,
    targets: Float32Array,
    { lanes }: { readonly lanes: number },
  ): GradientResult {
    countTrainingSteps(this.shape, inputs, targets, lanes);
    checkLanes(lanes, this.#lanes());
    const { loss, gradient } = this.#differentiate(inputs, targets, { lanes });
    return { loss, gradient };
  }

  predict(inputs: Float32Array, { lanes = 1 }: { readonly lanes?: number } = {}): Float32Array {
    const { inputSize, hiddenSize } = this.shape;
    const steps = countSteps(this.shape, inputs, lanes);
    const outputs = new Float32Array(steps * lanes);
    for (let lane = 0; lane < lanes; lane++) {
      let state = zeroState(hiddenSize);
      for (let row = lane; row < outputs.length; row += lanes) {
        state = stepCell(this.#state.weights, inputs.subarray(row * inputSize, (row + 1) * inputSize), state);
        outputs[row] = readOut(this.#state.weights, state.hidden);
      }
    }
    return outputs;
  }

  resetCarriedState(lanes = 1): void {
    checkLaneCount(lanes);
    const { hidden, cell } = freshState(this.#state.weights, lanes);
    this.#state = { ...this.#state, hidden, cell };
  }

  exportWeights(): Weights<Float32Array> {
    return copyTensors(this.#state.weights);
  }

  exportState(): EngineState {
    return copyState(this.#state);
  }

  importState(state: EngineState): void {
    checkState(this.shape, state);
    this.#state = copyState(state);
  }

  dispose(): void {}

  #lanes(): number {
    return this.#state.hidden.length / this.shape.hiddenSize;
  }

  /** One update from the carried state of the first `lanes` lanes. */
  #update(inputs: Float32Array, targets: Float32Array, options: WindowOptions): WindowResult {
    const { hiddenSize } = this.shape;
    const { loss, lossByLane, gradient, ends } = this.#differentiate(inputs, targets, options);
    this.#state = { ...this.#state, step: this.#state.step + 1 };
    adamUpdate(this.#state, gradient, this.#state.step, options);
    ends.forEach(({ hidden, cell }, lane) => {
      this.#state.hidden.set(Array.from(hidden), lane * hiddenSize);
      this.#state.cell.set(Array.from(cell), lane * hiddenSize);
    });
    return {
      loss,
      lossByLane: Float32Array.from(lossByLane),
      gradientNorm: globalNorm(gradient),
    };
  }

  #differentiate(
    inputs: Float32Array,
    targets: Float32Array,
    { lanes, outputMask: mask, lossWeights }: Pick<WindowOptions, "lanes" | "outputMask" | "lossWeights">,
  ): WindowGradient {
    const { inputSize: I, hiddenSize: H } = this.shape;
    const { weights, hidden, cell } = this.#state;
    const row = (values: Float32Array, width: number, at: number) =>
      values.subarray(at * width, (at + 1) * width);
    const ofLane = (values: Float32Array, lane: number) => values.filter((_, at) => at % lanes === lane);
    return windowGradient(
      weights,
      Array.from({ length: lanes }, (_, lane) => ({
        input: (t) => row(inputs, I, t * lanes + lane),
        targets: ofLane(targets, lane),
        lossWeights: lossWeights && ofLane(lossWeights, lane),
        start: { hidden: row(hidden, H, lane), cell: row(cell, H, lane) },
        mask: mask && ((t) => row(mask, H, t * lanes + lane)),
      })),
    );
  }
}

function copyTensors<F extends Float32Array | Float64Array>(weights: Weights<F>): Weights<F> {
  return mapTensors(weights.shape, (name) => weights[name].slice() as F);
}

function copyState(state: EngineState): EngineState {
  return {
    weights: copyTensors(state.weights),
    firstMoments: copyTensors(state.firstMoments),
    secondMoments: copyTensors(state.secondMoments),
    step: state.step,
    hidden: state.hidden.slice(),
    cell: state.cell.slice(),
  };
}
