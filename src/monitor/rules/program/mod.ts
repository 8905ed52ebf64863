/**
 * What a recorder saw: the program, its layers, its experiments.
 *
 * @module
 */
import type { Rule } from "../../records.ts";
import { batchSize } from "./batch_size.ts";
import { batchesSorted } from "./batches_sorted.ts";
import { classImbalance } from "./class_imbalance.ts";
import { frozenLayers } from "./frozen_layers.ts";
import { gradientByLayer } from "./gradient_by_layer.ts";
import { gradientCheck } from "./gradient_check.ts";
import { gradientStopped } from "./gradient_stopped.ts";
import { gradientsNotCleared } from "./gradients_not_cleared.ts";
import { hiddenActivation } from "./hidden_activation.ts";
import { inputsTellNothing } from "./inputs_tell_nothing.ts";
import { labelsDoNotFitOutput } from "./labels_do_not_fit_output.ts";
import { labelsTellNothing } from "./labels_tell_nothing.ts";
import { layerInitialisation } from "./layer_initialisation.ts";
import { layerMode } from "./layer_mode.ts";
import { lossAtStart } from "./loss_at_start.ts";
import { lossDoesNotFitTask } from "./loss_does_not_fit_task.ts";
import { lossReduction } from "./loss_reduction.ts";
import { metricDoesNotFit } from "./metric_does_not_fit.ts";
import { oneBatchNotFitted } from "./one_batch_not_fitted.ts";
import { outputDoesNotFitLoss } from "./output_does_not_fit_loss.ts";
import { rateRunsOut } from "./rate_runs_out.ts";
import { rateSweep } from "./rate_sweep.ts";
import { regularisedTooMuch } from "./regularised_too_much.ts";
import { rowsMixed } from "./rows_mixed.ts";
import { saturatedUnits } from "./saturated_units.ts";
import { sequenceAxis } from "./sequence_axis.ts";
import { tooFewUnits } from "./too_few_units.ts";
import { tooFewUpdates } from "./too_few_updates.ts";
import { unscaledInputs } from "./unscaled_inputs.ts";
import { updateSize } from "./update_size.ts";
import { validationDiffers } from "./validation_differs.ts";

/** In the order in which equal findings are told. */
export const PROGRAM: readonly Rule[] = [
  outputDoesNotFitLoss,
  labelsDoNotFitOutput,
  lossDoesNotFitTask,
  sequenceAxis,
  rowsMixed,
  hiddenActivation,
  gradientsNotCleared,
  gradientStopped,
  gradientCheck,
  frozenLayers,
  layerMode,
  lossReduction,
  unscaledInputs,
  validationDiffers,
  classImbalance,
  batchesSorted,
  layerInitialisation,
  saturatedUnits,
  gradientByLayer,
  regularisedTooMuch,
  tooFewUnits,
  rateRunsOut,
  updateSize,
  batchSize,
  tooFewUpdates,
  metricDoesNotFit,
  oneBatchNotFitted,
  lossAtStart,
  rateSweep,
  labelsTellNothing,
  inputsTellNothing,
];
