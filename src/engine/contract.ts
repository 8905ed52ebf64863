/**
 * What every engine can do. One contract, four implementations: `reference` (plain TypeScript), `fused` (one kernel, as
 * WebAssembly), `native` (the same kernel as machine code) and `tensorflow` (tfjs-node, else tfjs). All pass the same
 * contract tests.
 *
 * Arrays are flat and row-major. I is the input size, H the hidden size, T time steps, B lanes.
 * The loss is the mean squared error over everything in one update. The carried state (h, c) is detached:
 * gradients never cross the boundary of a call (window) or of a sample (online).
 *
 * @module
 */
import type { Shape, Weights } from "../model/weights.ts";

/** Names of the engines, as `--engine` takes them. */
export const ENGINE_NAMES = ["fused", "native", "tensorflow", "reference"] as const;

/** Name of an engine. */
export type EngineName = typeof ENGINE_NAMES[number];

/** One update of the weights: clip by global norm, then Adam with L2 weight decay (PyTorch's `optim.Adam`). */
export interface UpdateOptions {
  readonly learningRate: number;
  /** Largest global gradient norm; `Infinity` (the default) never clips. PyTorch's rule: scale by clip / (norm + 1e-6), at most 1. */
  readonly clipNorm?: number;
  /** L2 penalty added to the clipped gradient; 0 by default. */
  readonly weightDecay?: number;
  /** Decay of the first moment; 0.9 by default. */
  readonly beta1?: number;
  /** Decay of the second moment; 0.999 by default. */
  readonly beta2?: number;
  /** Added to the root of the second moment; 1e-8 by default. */
  readonly epsilon?: number;
  /**
   * Dropout on the LSTM's output before the linear layer: each entry 0 or 1/(1-p), made by the caller
   * so that every engine sees the same draw. [n, H] online, [T, B, H] in a window.
   */
  readonly outputMask?: Float32Array;
}

/** What {@linkcode Engine.trainOnline} returns: one entry a sample, both measured before that sample's update. */
export interface OnlineResult {
  /** Squared error of each sample, [n]. */
  readonly losses: Float32Array;
  /** Gradient norm of each update before clipping, [n]. */
  readonly gradientNorms: Float32Array;
}

/** Options of one window update. */
export interface WindowOptions extends UpdateOptions {
  /** Lanes side by side, B. */
  readonly lanes: number;
  /**
   * Weight of each squared error, [T, B]: 0 where an output does not count, as in the first moments of a lane that begins
   * in mid-recording. The loss is sum(w e^2) / sum(w). All 1 when left out.
   */
  readonly lossWeights?: Float32Array;
}

/** What {@linkcode Engine.trainWindow} returns, measured before the update. */
export interface WindowResult {
  /** Mean squared error over T x B, weighted by `lossWeights`. */
  readonly loss: number;
  /** The same of each lane, [B]; 0 for a lane of weight 0. */
  readonly lossByLane: Float32Array;
  /** Global gradient norm before clipping. */
  readonly gradientNorm: number;
}

/** Loss and its gradient for one window from the carried state. */
export interface GradientResult {
  readonly loss: number;
  readonly gradient: Weights;
}

/** Everything needed to continue bit for bit in the same engine. */
export interface EngineState {
  readonly weights: Weights<Float32Array>;
  /** Adam's first moments, in float64 so that no engine's own scaling loses a bit. */
  readonly firstMoments: Weights<Float64Array>;
  /** Adam's second moments. */
  readonly secondMoments: Weights<Float64Array>;
  /** Updates done since the optimiser was reset. */
  readonly step: number;
  /** Carried hidden state, [B, H]. */
  readonly hidden: Float32Array;
  /** Carried cell state, [B, H]. */
  readonly cell: Float32Array;
}

/** A trainable network. Create one with {@linkcode createEngine}; call `dispose` when done. */
export interface Engine {
  readonly name: EngineName;
  readonly shape: Shape;
  /** What runs underneath, for the run record: "wasm-relaxed-simd", "tensorflow 2.21.0", ... */
  readonly backend: string;
  /**
   * One update a sample, in order, from the carried state of lane 0, which goes on to the next call.
   *
   * @param inputs [n, I]
   * @param targets [n]
   */
  trainOnline(inputs: Float32Array, targets: Float32Array, options: UpdateOptions): OnlineResult;
  /**
   * One update from a window of T steps on B lanes by back-propagation through the window (TBPTT);
   * each lane's final state is carried, detached, to the next call.
   *
   * @param inputs [T, B, I]
   * @param targets [T, B]
   */
  trainWindow(inputs: Float32Array, targets: Float32Array, options: WindowOptions): WindowResult;
  /** Loss and gradient of a window from the carried state; changes nothing. */
  gradient(inputs: Float32Array, targets: Float32Array, options: { readonly lanes: number }): GradientResult;
  /**
   * Outputs on frozen weights from the zero state, one sample at a time; neither weights nor carried state change.
   *
   * @param inputs [T, B, I]; B is 1 unless `lanes` says otherwise
   * @returns [T, B]
   */
  predict(inputs: Float32Array, options?: { readonly lanes?: number }): Float32Array;
  /** Sets the carried state of `lanes` lanes (1 by default) to zero. */
  resetCarriedState(lanes?: number): void;
  exportWeights(): Weights<Float32Array>;
  exportState(): EngineState;
  /** Takes over weights, optimiser and carried state; shapes must match. */
  importState(state: EngineState): void;
  /** Frees what the engine holds; it cannot be used afterwards. */
  dispose(): void;
}

/** Adam's constants where {@linkcode UpdateOptions} leaves them out; PyTorch's defaults. */
export const UPDATE_DEFAULTS = {
  clipNorm: Infinity,
  weightDecay: 0,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
} as const;
