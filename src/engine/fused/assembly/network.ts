// Pointers to the network's arrays, written by the host. All rows begin at multiples of 16 bytes.

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
