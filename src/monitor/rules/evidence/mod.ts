/**
 * What evidence beside a history shows: the data, the measurement, the initial weights.
 *
 * @module
 */
import type { Rule } from "../../records.ts";
import { constantInput } from "./constant_input.ts";
import { deadUnits } from "./dead_units.ts";
import { groupErrorsDoNotAverage } from "./group_errors_do_not_average.ts";
import { groupMissingFromTraining } from "./group_missing_from_training.ts";
import { initialWeights } from "./initial_weights.ts";
import { labelNoise } from "./label_noise.ts";
import { lanesHideState } from "./lanes_hide_state.ts";
import { noInformation } from "./no_information.ts";
import { reportedBest } from "./reported_best.ts";
import { runningLossIsNotModelError } from "./running_loss_is_not_model_error.ts";
import { saturatedGates } from "./saturated_gates.ts";
import { selectionOnTestSet } from "./selection_on_test_set.ts";
import { testRowsInTraining } from "./test_rows_in_training.ts";

/** In the order in which equal findings are told. */
export const EVIDENCE: readonly Rule[] = [
  constantInput,
  groupMissingFromTraining,
  labelNoise,
  testRowsInTraining,
  selectionOnTestSet,
  lanesHideState,
  runningLossIsNotModelError,
  groupErrorsDoNotAverage,
  reportedBest,
  noInformation,
  initialWeights,
  saturatedGates,
  deadUnits,
];
