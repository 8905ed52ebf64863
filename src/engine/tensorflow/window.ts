/** State of the layer in all lanes, each [B, H]. */
export interface LayerState {
  readonly hidden: Float32Array;
  readonly cell: Float32Array;
}

/** A window as the caller has it: inputs [T, B, I] and the state before the first step. */
export interface Window extends LayerState {
  readonly steps: number;
  readonly lanes: number;
  readonly inputs: Float32Array;
}

/** A window to learn from. */
export interface TrainingWindow extends Window {
  /** [T, B] */
  readonly targets: Float32Array;
  /** Dropout mask on the layer's output, [T, B, H]. */
  readonly mask?: Float32Array;
  /** Weights of the squared errors, [T, B]. */
  readonly lossWeights?: Float32Array;
}
