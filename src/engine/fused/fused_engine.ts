/**
 * The contract on top of the kernel: checks arguments, keeps the step count and the carried state.
 *
 * @module
 */
import type { Shape, Weights } from "../../model/weights.ts";
import {
  checkLanes,
  checkLossWeights,
  checkState,
  checkUpdate,
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
import { windowLoss } from "../loss.ts";
import { adamStep, stepRecord } from "./adam_step.ts";
import { Arena, floatsAt } from "./arena.ts";
import type { Kernel, Pointer } from "./kernel.ts";
import { readPanels } from "./layout.ts";
import { Network } from "./network.ts";
import { allocateOnline, type OnlineTrainer } from "./online.ts";
import { updateSettings } from "./update.ts";
import type { ThreadPool } from "./thread_pool.ts";
import type { WindowInput, WindowMemory } from "./window.ts";
import { type ForwardPass, runForward } from "./windows.ts";

/** Rows at a time in {@linkcode Engine.predict}: enough to forget the cost of a call, few enough to stay in cache. */
const PREDICT_ROWS = 1024;

/** See {@linkcode createFusedEngine}. */
export class FusedEngine implements Engine {
  readonly name: "fused" | "native";
  readonly shape: Shape;
  readonly backend: string;
  readonly #kernel: Kernel;
  readonly #pool: ThreadPool;
  readonly #network: Network;
  readonly #online: OnlineTrainer;
  /** The kernel's record `Step` of a window's update. */
  readonly #stepRecord: Pointer;
  /** Windows are laid out anew from here for each call. */
  readonly #workspace: number;
  #hidden: Float32Array;
  #cell: Float32Array;

  constructor(weights: Weights<Float32Array>, kernel: Kernel, pool: ThreadPool) {
    this.name = "library" in kernel.build ? "native" : "fused";
    this.shape = weights.shape;
    this.backend = pool.size === 1 ? kernel.backend : `${kernel.backend}, ${pool.size} threads`;
    this.#kernel = kernel;
    this.#pool = pool;
    // place 0 stands for an array that is not there
    const arena = new Arena(kernel.memory, 64);
    this.#network = new Network(kernel, arena, this.shape);
    this.#network.weights = weights;
    this.#online = allocateOnline(
      kernel,
      arena,
      pool,
      this.shape,
      this.#network.record,
      this.#network.update,
    );
    this.#stepRecord = arena.floats(6);
    this.#workspace = arena.end;
    this.#hidden = new Float32Array(this.shape.hiddenSize);
    this.#cell = new Float32Array(this.shape.hiddenSize);
  }

  trainOnline(inputs: Float32Array, targets: Float32Array, options: UpdateOptions): OnlineResult {
    const count = countTrainingSteps(this.shape, inputs, targets);
    checkUpdate(options, count * this.shape.hiddenSize);
    const settings = updateSettings(options);
    this.#network.prepareUpdate(settings);
    const carried = {
      hidden: this.#hidden.subarray(0, this.shape.hiddenSize),
      cell: this.#cell.subarray(0, this.shape.hiddenSize),
    };
    const samples = { inputs, targets, mask: options.outputMask };
    const result = this.#online.train(samples, carried, settings, this.#network.step);
    this.#network.step += count;
    return result;
  }

  trainWindow(inputs: Float32Array, targets: Float32Array, options: WindowOptions): WindowResult {
    const { lanes } = options;
    const steps = countTrainingSteps(this.shape, inputs, targets, lanes);
    checkLanes(lanes, this.#lanes);
    checkUpdate(options, steps * lanes * this.shape.hiddenSize);
    checkLossWeights(options.lossWeights, targets.length);
    const settings = updateSettings(options);
    this.#network.prepareUpdate(settings);
    const { pass, window, loss, lossByLane } = this.#differentiate(inputs, targets, steps, options);
    const { record, update } = this.#network;
    const step = stepRecord(adamStep(++this.#network.step, settings));
    floatsAt(this.#kernel.memory, this.#stepRecord, step.length).set(step);
    const gradientNorm = this.#kernel.call.updateFromWindow(record, window.record, update, this.#stepRecord);
    this.#hidden = pass.hidden;
    this.#cell = pass.cell;
    return { loss, lossByLane, gradientNorm };
  }

  gradient(inputs: Float32Array, targets: Float32Array, options: { readonly lanes: number }): GradientResult {
    const { lanes } = options;
    const steps = countTrainingSteps(this.shape, inputs, targets, lanes);
    checkLanes(lanes, this.#lanes);
    const { window, loss } = this.#differentiate(inputs, targets, steps, { lanes });
    const panels = {
      gates: window.gradient,
      columns: window.width,
      rows: this.#kernel.rows,
      columnFloats: this.#kernel.rows,
      slot: 0,
      output: window.outputGradient,
    };
    const gradient = readPanels(panels, this.shape, (size) => new Float32Array(size));
    return { loss, gradient };
  }

  predict(inputs: Float32Array, options: { readonly lanes?: number } = {}): Float32Array {
    const { lanes = 1 } = options;
    const { inputSize, hiddenSize } = this.shape;
    const steps = countSteps(this.shape, inputs, lanes);
    const outputs = new Float32Array(steps * lanes);
    const stretch = Math.max(1, Math.floor(PREDICT_ROWS / lanes));
    let hidden: Float32Array = new Float32Array(lanes * hiddenSize);
    let cell: Float32Array = new Float32Array(lanes * hiddenSize);
    for (let first = 0; first < steps; first += stretch) {
      const last = Math.min(steps, first + stretch);
      const part = inputs.subarray(first * lanes * inputSize, last * lanes * inputSize);
      const pass = this.#forward({ steps: last - first, lanes, inputs: part, hidden, cell });
      outputs.set(pass.outputs, first * lanes);
      ({ hidden, cell } = pass);
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
      step: this.#network.step,
      hidden: this.#hidden.slice(),
      cell: this.#cell.slice(),
    };
  }

  importState(state: EngineState): void {
    checkState(this.shape, state);
    this.#network.weights = state.weights;
    this.#network.moments = { first: state.firstMoments, second: state.secondMoments };
    this.#network.step = state.step;
    this.#hidden = state.hidden.slice();
    this.#cell = state.cell.slice();
  }

  /** Ends the engine's threads; its memory goes with the engine. */
  dispose(): void {
    this.#pool.dispose();
  }

  get #lanes(): number {
    return this.#hidden.length / this.shape.hiddenSize;
  }

  #forward(input: WindowInput): ForwardPass {
    return runForward(this.#kernel, this.#pool, this.#network.record, this.shape, this.#workspace, input);
  }

  /** Forward and backward through a window from the carried state. */
  #differentiate(
    inputs: Float32Array,
    targets: Float32Array,
    steps: number,
    { lanes, outputMask: mask, lossWeights }: Pick<WindowOptions, "lanes" | "outputMask" | "lossWeights">,
  ): { pass: ForwardPass; window: WindowMemory; loss: number; lossByLane: Float32Array } {
    const pass = this.#forward({ steps, lanes, inputs, mask, hidden: this.#hidden, cell: this.#cell });
    const { loss, lossByLane, derivatives } = windowLoss(pass.outputs, targets, lanes, lossWeights);
    return { pass, window: pass.backward(derivatives), loss, lossByLane };
  }
}
