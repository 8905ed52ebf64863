/**
 * The data: noisy mixtures of sines and the rows that ask for one of them. Numbers in, numbers out.
 *
 * @module
 */
export {
  type Grid,
  GRIDS,
  sampleCount,
  SIGNAL_DEFAULTS,
  type SignalConfiguration,
  signalConfiguration,
} from "./configuration.ts";
export { checkTargets } from "./clean_targets.ts";
export { columnNames, decodeCsv, encodeCsv } from "./csv.ts";
export { fingerprint } from "./fingerprint.ts";
export { sampleTimes } from "./grid.ts";
export { makeMixture, type Mixture } from "./mixture.ts";
export { EASIEST_FIRST, NOISE_NAMES, type NoiseName, PHASE_RANGES, phaseRange } from "./noise.ts";
export { decodeNpy, encodeNpy, type Table } from "./npy.ts";
export { checkRows, makeRows, type SignalRows } from "./rows.ts";
