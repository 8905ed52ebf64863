// What the host writes for the kernel: sizes and pointers, field after field. Rows of arrays begin at multiples of 16
// bytes unless said otherwise.

/** Bytes of one column of a block: 8 weights, 8 first and 8 second moments. */
// @ts-ignore: decorator
@inline
export const COLUMN: usize = 96;

/**
 * The weights, with Adam's moments beside them.
 *
 * u stands for one sample's [h, x, 1, 1] (or [h, x, 1] with one bias vector), so one matrix [4H, columns] holds
 * recurrent weights, input weights and biases.
 */
@unmanaged
export class Network {
  hidden: i32;
  inputs: i32;
  /** H + I + the number of bias vectors. */
  columns: i32;
  /** [4H / 8][columns][weights 8 | first moments 8 | second moments 8]; moments over 1 - beta1, 1 - beta2. */
  blocks: usize;
  /** [weights | first moments | second moments][H + 4]: the output layer; its bias is entry H, the rest zero. */
  output: usize;
}

/** What all updates of one call share; written by the host. */
@unmanaged
export class Update {
  /** Largest gradient norm. */
  clip: f32;
  /** L2 penalty. */
  decay: f32;
  beta1: f32;
  beta2: f32;
}

/** A stretch of samples and what the steps need beside the weights; pointers written by the host. */
@unmanaged
export class Samples {
  count: i32;
  /** [count, I] */
  inputs: usize;
  /** [count] */
  targets: usize;
  /** Dropout of h before the output layer, [count, H], or 0 for none. */
  mask: usize;
  /** [count, 2]: Adam's rate and epsilon of each update with its bias corrections folded in. */
  scales: usize;
  /** [count]: squared errors, then gradient norms before clipping. */
  losses: usize;
  norms: usize;
  /** Three rows [columns rounded up to a multiple of 4]: u of one step, of the next and of the one after. */
  u: usize;
  /** [H] */
  cell: usize;
  /** [4H]: pre-activations of the next sample. */
  z: usize;
  /** [4H]: errors of the gates. */
  dz: usize;
  /** [H + 4]: h after dropout, then 1. */
  out: usize;
  /** [2][3][H / 8]: what eight units each add to the sums of a step, by turns in one of two places. */
  shares: usize;
  /** {@link Update} */
  update: usize;
  /** Two integers, zero when a job begins: see barrier.ts. */
  barrier: usize;
}

/** Pointers of one window, written by the host; T steps, B lanes, K = `width`. */
@unmanaged
export class Window {
  steps: i32;
  lanes: i32;
  /** Columns of the network rounded up to a multiple of 6; the added ones are zero. */
  width: i32;
  /** Rows of `errorPanels` and `strips`: back-propagation sums its gradient over so many rows at a time. */
  chunkRows: i32;
  /** [4H / 8][K][8] */
  weights: usize;
  /** Recurrent weights transposed, [H / 8][4H][8] */
  transposed: usize;
  /** [T + 1][B][K]: u of each row; the forward pass writes each h into the next step's. */
  u: usize;
  /** [T + 1][B][H], the first step the carried one */
  cells: usize;
  /** [T][B][4H]: gate activations */
  gates: usize;
  /** Dropout [T][B][H], or 0 for none */
  mask: usize;
  /** [T][B][H / 8]: what eight units each add to an output */
  outputShares: usize;
  /** [T][B]: outputs; then, from the host, the loss's derivatives by them */
  outputs: usize;
  /** [2][B][4H]: gate errors of the step at hand and of the one after */
  errors: usize;
  /** [B][H]: what reaches h and c from the step after */
  hiddenErrors: usize;
  cellErrors: usize;
  /** [4H / 8][chunkRows][8] */
  errorPanels: usize;
  /** [K / 6][chunkRows][6] */
  strips: usize;
  /** [4H / 8][K][8] */
  gradient: usize;
  /** [H + 4], the bias at H */
  outputGradient: usize;
  /** Two integers, zero when a job begins: see barrier.ts. */
  barrier: usize;
}
