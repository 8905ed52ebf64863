/**
 * How it ends.
 *
 * @module
 */
import type { Rule } from "../../records.ts";
import { earlyStopping } from "./early_stopping.ts";
import { epochTimeDrift } from "./epoch_time_drift.ts";
import { convergence, plateau } from "./plateau.ts";

/** In the order in which equal findings are told. */
export const ENDING: readonly Rule[] = [
  plateau,
  convergence,
  earlyStopping,
  epochTimeDrift,
];
