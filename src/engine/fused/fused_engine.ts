/**
 * The contract on top of the kernel: checks arguments, keeps the step count and the carried state.
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
import {
  copyLayerState,
  firstLane,
  lanesOf,
  type LayerState,
  predictInWindows,
  type Window,
  zeroLayerState,
} from "../window.ts";
import { adamSteps, STEP_FLOATS, writeStep } from "./adam_step.ts";
import { Arena, floatsAt } from "./arena.ts";
import type { Kernel, Pointer } from "./kernel.ts";
import { readPanels } from "./layout.ts";
import { Network } from "./network.ts";
import { allocateOnline, type OnlineTrainer } from "./online.ts";
import { updateSettings } from "./update.ts";
import type { ThreadPool } from "./thread_pool.ts";
import type { WindowMemory } from "./window.ts";
import { type ForwardPass, runForward } from "./windows.ts";

/** See {@linkcode createFusedEngine}. */
export class FusedEngine implements Engine {
  readonly name: "fused" | "native";
  readonly shape: Shape;
  readonly #kernel: Kernel;
  readonly #pool: ThreadPool;
  readonly #network: Network;
  readonly #online: OnlineTrainer;
  /** The kernel's record `Step` of a window's update. */
  readonly #stepRecord: Pointer;
  /** Windows are laid out anew from here for each call. */
  readonly #workspace: number;
  #carried: LayerState;

  constructor(weights: Weights<Float32Array>, kernel: Kernel, pool: ThreadPool) {
    this.name = "library" in kernel.build ? "native" : "fused";
    this.shape = weights.shape;
    this.#kernel = kernel;
    this.#pool = pool;
    // place 0 stands for an array that is not there
    const arena = new Arena(kernel, 64);
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
    this.#stepRecord = arena.floats(STEP_FLOATS);
    this.#workspace = arena.end;
    this.#carried = zeroLayerState(this.shape);
  }

  get backend(): string {
    const { size } = this.#pool;
    return size === 1 ? this.#kernel.backend : `${this.#kernel.backend}, ${size} threads`;
  }

  trainOnline(inputs: Float32Array, targets: Float32Array, options: UpdateOptions): OnlineResult {
    const count = countTrainingSteps(this.shape, inputs, targets);
    checkUpdate(options, count * this.shape.hiddenSize);
    const settings = updateSettings(options);
    this.#network.prepareUpdate(settings);
    const carried = firstLane(this.shape, this.#carried);
    const samples = { inputs, targets, mask: options.outputMask };
    const result = this.#online.train(samples, carried, settings, this.#network.step);
    this.#network.step += count;
    return result;
  }

  trainWindow(inputs: Float32Array, targets: Float32Array, options: WindowOptions): WindowResult {
    const { lanes } = options;
    const steps = countTrainingSteps(this.shape, inputs, targets, lanes);
    checkLanes(lanes, lanesOf(this.shape, this.#carried));
    checkUpdate(options, steps * lanes * this.shape.hiddenSize);
    checkLossWeights(options.lossWeights, targets.length);
    const settings = updateSettings(options);
    this.#network.prepareUpdate(settings);
    const { pass, window, loss, lossByLane } = this.#differentiate(inputs, targets, steps, options);
    const { record, update } = this.#network;
    const step = adamSteps(settings)(++this.#network.step);
    writeStep(floatsAt(this.#kernel.memory, this.#stepRecord, STEP_FLOATS), step);
    const gradientNorm = this.#kernel.call.updateFromWindow(record, window.record, update, this.#stepRecord);
    this.#carried = { hidden: pass.hidden, cell: pass.cell };
    return { loss, lossByLane, gradientNorm };
  }

  gradient(inputs: Float32Array, targets: Float32Array, options: { readonly lanes: number }): GradientResult {
    const { lanes } = options;
    const steps = countTrainingSteps(this.shape, inputs, targets, lanes);
    checkLanes(lanes, lanesOf(this.shape, this.#carried));
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

  predict(inputs: Float32Array, { lanes = 1 }: { readonly lanes?: number } = {}): Float32Array {
    return predictInWindows(this.shape, inputs, lanes, (window) => this.#forward(window));
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
      step: this.#network.step,
      ...copyLayerState(this.#carried),
    };
  }

  importState(state: EngineState): void {
    checkState(this.shape, state);
    this.#network.weights = state.weights;
    this.#network.moments = { first: state.firstMoments, second: state.secondMoments };
    this.#network.step = state.step;
    this.#carried = copyLayerState(state);
  }

  /** Ends the engine's threads; its memory goes with the engine. */
  dispose(): void {
    this.#pool.dispose();
  }

  #forward(window: Window): ForwardPass {
    return runForward(this.#kernel, this.#pool, this.#network.record, this.shape, this.#workspace, window);
  }

  /** Forward and backward through a window from the carried state. */
  #differentiate(
    inputs: Float32Array,
    targets: Float32Array,
    steps: number,
    { lanes, outputMask: mask, lossWeights }: Pick<WindowOptions, "lanes" | "outputMask" | "lossWeights">,
  ): { pass: ForwardPass; window: WindowMemory; loss: number; lossByLane: Float32Array } {
    const pass = this.#forward({ steps, lanes, inputs, mask, ...this.#carried });
    const { loss, lossByLane, derivatives } = windowLoss(pass.outputs, targets, lanes, lossWeights);
    return { pass, window: pass.backward(derivatives), loss, lossByLane };
  }
}
