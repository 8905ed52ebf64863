/**
 * Training and held-out rows that do not belong together, or are not there; a rate that trains nothing.
 *
 * @module
 */
import type { Rule } from "../../records.ts";
import { epochsCut } from "./epochs_cut.ts";
import { heldOutAsTraining } from "./held_out_as_training.ts";
import { notShuffled } from "./not_shuffled.ts";
import { objectiveGrows } from "./objective_grows.ts";
import { rateAtZero } from "./rate_at_zero.ts";
import { rateOutOfRange } from "./rate_out_of_range.ts";
import { trainingBehind } from "./training_behind.ts";
import { unseenRowsUnknown } from "./unseen_rows_unknown.ts";
import { validationFarOff } from "./validation_far_off.ts";

/** In the order in which equal findings are told. */
export const SETUP: readonly Rule[] = [
  objectiveGrows,
  unseenRowsUnknown,
  validationFarOff,
  notShuffled,
  epochsCut,
  trainingBehind,
  heldOutAsTraining,
  rateAtZero,
  rateOutOfRange,
];
