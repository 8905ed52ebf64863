/**
 * The rules, upstream causes first. Each is a file that holds all of it: what it watches, when it fires, what to do about
 * it, whom it follows, and the code.
 *
 * @module
 */
import type { Rule } from "../records.ts";
import { alwaysZero } from "./always_zero.ts";
import { answersCut } from "./answers_cut.ts";
import { assignmentsAlike } from "./assignments_alike.ts";
import { batchSize } from "./batch_size.ts";
import { batchesSorted } from "./batches_sorted.ts";
import { bonusGone } from "./bonus_gone.ts";
import { capacity } from "./capacity.ts";
import { chanceLevel } from "./chance_level.ts";
import { classImbalance } from "./class_imbalance.ts";
import { classesMissed } from "./classes_missed.ts";
import { clippingAlwaysOn } from "./clipping_always_on.ts";
import { collapsesAndRecovers } from "./collapses_and_recovers.ts";
import { constantInput } from "./constant_input.ts";
import { criticExplodes } from "./critic_explodes.ts";
import { deadUnits } from "./dead_units.ts";
import { divergence } from "./divergence.ts";
import { earlyStopping } from "./early_stopping.ts";
import { epochTimeDrift } from "./epoch_time_drift.ts";
import { epochsCut } from "./epochs_cut.ts";
import { errorsFarApart } from "./errors_far_apart.ts";
import { evaluationApart } from "./evaluation_apart.ts";
import { explodingGradient } from "./exploding_gradient.ts";
import { fallsAtEpochs } from "./falls_at_epochs.ts";
import { fallsOff } from "./falls_off.ts";
import { frozenLayers } from "./frozen_layers.ts";
import { generalisationGap } from "./generalisation_gap.ts";
import { gradientByLayer } from "./gradient_by_layer.ts";
import { gradientCheck } from "./gradient_check.ts";
import { gradientStopped } from "./gradient_stopped.ts";
import { gradientsNotCleared } from "./gradients_not_cleared.ts";
import { groupErrorsDoNotAverage } from "./group_errors_do_not_average.ts";
import { groupMissingFromTraining } from "./group_missing_from_training.ts";
import { heldOutAsTraining } from "./held_out_as_training.ts";
import { hiddenActivation } from "./hidden_activation.ts";
import { informationUnused } from "./information_unused.ts";
import { initialWeights } from "./initial_weights.ts";
import { inputsTellNothing } from "./inputs_tell_nothing.ts";
import { labelNoise } from "./label_noise.ts";
import { labelsDoNotFitOutput } from "./labels_do_not_fit_output.ts";
import { labelsTellNothing } from "./labels_tell_nothing.ts";
import { lanesHideState } from "./lanes_hide_state.ts";
import { layerInitialisation } from "./layer_initialisation.ts";
import { layerMode } from "./layer_mode.ts";
import { leapsAndRecovers } from "./leaps_and_recovers.ts";
import { learningRateTooHigh } from "./learning_rate_too_high.ts";
import { learningRateTooLow } from "./learning_rate_too_low.ts";
import { lossAtStart } from "./loss_at_start.ts";
import { lossDoesNotFitTask } from "./loss_does_not_fit_task.ts";
import { lossIsNoError } from "./loss_is_no_error.ts";
import { lossNotDecreasing } from "./loss_not_decreasing.ts";
import { lossReduction } from "./loss_reduction.ts";
import { measureNearNothing } from "./measure_near_nothing.ts";
import { memorising } from "./memorising.ts";
import { metricDisagrees } from "./metric_disagrees.ts";
import { metricDoesNotFit } from "./metric_does_not_fit.ts";
import { metricFlat } from "./metric_flat.ts";
import { metricWorsens } from "./metric_worsens.ts";
import { nearChance } from "./near_chance.ts";
import { negativeCrossEntropy } from "./negative_cross_entropy.ts";
import { noBetterThanMean } from "./no_better_than_mean.ts";
import { noInformation } from "./no_information.ts";
import { noLearning } from "./no_learning.ts";
import { nonFiniteLoss } from "./non_finite_loss.ts";
import { notShuffled } from "./not_shuffled.ts";
import { objectiveGrows } from "./objective_grows.ts";
import { oneShare } from "./one_share.ts";
import { oneBatchNotFitted } from "./one_batch_not_fitted.ts";
import { oneGroupDominates } from "./one_group_dominates.ts";
import { oscillation } from "./oscillation.ts";
import { outputDoesNotFitLoss } from "./output_does_not_fit_loss.ts";
import { overfitting } from "./overfitting.ts";
import { perfectFromTheStart } from "./perfect_from_the_start.ts";
import { convergence, plateau } from "./plateau.ts";
import { policyLeaps } from "./policy_leaps.ts";
import { posteriorCollapse } from "./posterior_collapse.ts";
import { rateAtZero } from "./rate_at_zero.ts";
import { rateOutOfRange } from "./rate_out_of_range.ts";
import { rateRaised } from "./rate_raised.ts";
import { rateRunsOut } from "./rate_runs_out.ts";
import { rateSweep } from "./rate_sweep.ts";
import { regularisedTooMuch } from "./regularised_too_much.ts";
import { reportedBest } from "./reported_best.ts";
import { rewardSinks } from "./reward_sinks.ts";
import { rewardsAlike } from "./rewards_alike.ts";
import { rowsMixed } from "./rows_mixed.ts";
import { runningLossIsNotModelError } from "./running_loss_is_not_model_error.ts";
import { saturatedGates } from "./saturated_gates.ts";
import { saturatedUnits } from "./saturated_units.ts";
import { scheduleNotOver } from "./schedule_not_over.ts";
import { selectionOnTestSet } from "./selection_on_test_set.ts";
import { sequenceAxis } from "./sequence_axis.ts";
import { sinksAndRecovers } from "./sinks_and_recovers.ts";
import { softmaxTwice } from "./softmax_twice.ts";
import { standsPoorly } from "./stands_poorly.ts";
import { standsSinceCut } from "./stands_since_cut.ts";
import { stateNotCarried } from "./state_not_carried.ts";
import { stoppedWhileImproving } from "./stopped_while_improving.ts";
import { suspiciouslyGood } from "./suspiciously_good.ts";
import { termsInConflict } from "./terms_in_conflict.ts";
import { testRowsInTraining } from "./test_rows_in_training.ts";
import { tooFewUnits } from "./too_few_units.ts";
import { tooFewUpdates } from "./too_few_updates.ts";
import { tooShort } from "./too_short.ts";
import { trainingBehind } from "./training_behind.ts";
import { trainingLossRisen } from "./training_loss_risen.ts";
import { underfitting } from "./underfitting.ts";
import { unscaledInputs } from "./unscaled_inputs.ts";
import { unscaledTargets } from "./unscaled_targets.ts";
import { unseenRowsUnknown } from "./unseen_rows_unknown.ts";
import { updateSize } from "./update_size.ts";
import { updatesOfNothing } from "./updates_of_nothing.ts";
import { validationDiffers } from "./validation_differs.ts";
import { validationFarOff } from "./validation_far_off.ts";
import { vanishingGradient } from "./vanishing_gradient.ts";
import { viewsCollapse } from "./views_collapse.ts";
import { worseAtEach } from "./worse_at_each.ts";
import { worseFromTheFirst } from "./worse_from_the_first.ts";
import { worseThanGuessing } from "./worse_than_guessing.ts";

/** All rules, in the order in which equal findings are told. */
export const RULES: readonly Rule[] = [
  // whether the losses say anything; what a policy is trained by
  answersCut,
  lossIsNoError,
  policyLeaps,
  criticExplodes,
  evaluationApart,
  rewardsAlike,
  bonusGone,
  tooShort,
  // what a recorder saw: the program, its layers, its experiments
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
  // levels that are known beforehand: infinite, zero, guessing, perfect
  nonFiniteLoss,
  alwaysZero,
  negativeCrossEntropy,
  viewsCollapse,
  assignmentsAlike,
  chanceLevel,
  memorising,
  nearChance,
  softmaxTwice,
  worseThanGuessing,
  noBetterThanMean,
  unscaledTargets,
  suspiciouslyGood,
  perfectFromTheStart,
  // training and held-out rows that do not belong together, or are not there; a rate that trains nothing
  objectiveGrows,
  unseenRowsUnknown,
  validationFarOff,
  notShuffled,
  epochsCut,
  trainingBehind,
  heldOutAsTraining,
  rateAtZero,
  rateOutOfRange,
  // this study's networks: the data, the measurement, the initial weights
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
  // the course of the training
  explodingGradient,
  vanishingGradient,
  clippingAlwaysOn,
  rateRaised,
  leapsAndRecovers,
  collapsesAndRecovers,
  fallsAtEpochs,
  fallsOff,
  divergence,
  learningRateTooHigh,
  learningRateTooLow,
  oscillation,
  lossNotDecreasing,
  noLearning,
  stateNotCarried,
  informationUnused,
  scheduleNotOver,
  stoppedWhileImproving,
  // what the network makes of it: fit, generalisation, metrics
  capacity,
  underfitting,
  worseFromTheFirst,
  overfitting,
  metricWorsens,
  generalisationGap,
  oneGroupDominates,
  posteriorCollapse,
  termsInConflict,
  metricDisagrees,
  metricFlat,
  // how it ends
  plateau,
  convergence,
  earlyStopping,
  epochTimeDrift,
  // what refutes a quiet course: asked last, of what nothing else alarms
  measureNearNothing,
  classesMissed,
  oneShare,
  worseAtEach,
  trainingLossRisen,
  standsPoorly,
  standsSinceCut,
  updatesOfNothing,
  errorsFarApart,
  rewardSinks,
  sinksAndRecovers,
];
