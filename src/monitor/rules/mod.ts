/**
 * The rules, upstream causes first: what each watches, when it fires, what to do about it, and whom it follows.
 * The evidence that a rule gives, and the sentence that says what it found, stand beside its predicate in its file.
 *
 * @module
 */
import type { Rule } from "../records.ts";
import { capacity } from "./capacity.ts";
import { clippingAlwaysOn } from "./clipping_always_on.ts";
import { constantInput } from "./constant_input.ts";
import { deadUnits } from "./dead_units.ts";
import { divergence } from "./divergence.ts";
import { earlyStopping } from "./early_stopping.ts";
import { epochTimeDrift } from "./epoch_time_drift.ts";
import { explodingGradient } from "./exploding_gradient.ts";
import { generalisationGap } from "./generalisation_gap.ts";
import { groupErrorsDoNotAverage } from "./group_errors_do_not_average.ts";
import { groupMissingFromTraining } from "./group_missing_from_training.ts";
import { informationUnused } from "./information_unused.ts";
import { initialWeights } from "./initial_weights.ts";
import { labelNoise } from "./label_noise.ts";
import { lanesHideState } from "./lanes_hide_state.ts";
import { learningRateTooHigh } from "./learning_rate_too_high.ts";
import { learningRateTooLow } from "./learning_rate_too_low.ts";
import { lossNotDecreasing } from "./loss_not_decreasing.ts";
import { lossIsNoError } from "./loss_is_no_error.ts";
import { tooShort } from "./too_short.ts";
import { chanceLevel } from "./chance_level.ts";
import { memorising } from "./memorising.ts";
import { noBetterThanMean } from "./no_better_than_mean.ts";
import { unscaledTargets } from "./unscaled_targets.ts";
import { suspiciouslyGood } from "./suspiciously_good.ts";
import { notShuffled } from "./not_shuffled.ts";
import { rateOutOfRange } from "./rate_out_of_range.ts";
import { metricFlat } from "./metric_flat.ts";
import { metricDisagrees } from "./metric_disagrees.ts";
import { noInformation } from "./no_information.ts";
import { noLearning } from "./no_learning.ts";
import { nonFiniteLoss } from "./non_finite_loss.ts";
import { oneGroupDominates } from "./one_group_dominates.ts";
import { oscillation } from "./oscillation.ts";
import { overfitting } from "./overfitting.ts";
import { convergence, plateau } from "./plateau.ts";
import { reportedBest } from "./reported_best.ts";
import { runningLossIsNotModelError } from "./running_loss_is_not_model_error.ts";
import { saturatedGates } from "./saturated_gates.ts";
import { selectionOnTestSet } from "./selection_on_test_set.ts";
import { stateNotCarried } from "./state_not_carried.ts";
import { stoppedWhileImproving } from "./stopped_while_improving.ts";
import { testRowsInTraining } from "./test_rows_in_training.ts";
import { underfitting } from "./underfitting.ts";
import { vanishingGradient } from "./vanishing_gradient.ts";

/** All rules, in the order in which equal findings are told. */
export const RULES: readonly Rule[] = [
  lossIsNoError,
  tooShort,
  {
    name: "non-finite-loss",
    watches: "running and held-out loss, gradient norms",
    predicate: "any NaN or infinity",
    remedy:
      "Resume from the last good checkpoint at a third of the learning rate, with clipping; if it is so from the first epoch, look for NaN in the rows.",
    source: "SageMaker Debugger ExplodingTensor; AutoTrainer, exploding gradient",
    settles: "all shapes",
    check: nonFiniteLoss,
  },
  chanceLevel,
  memorising,
  noBetterThanMean,
  unscaledTargets,
  suspiciouslyGood,
  notShuffled,
  rateOutOfRange,
  {
    name: "constant-input",
    watches: "variance of the input column",
    predicate: "it is zero",
    remedy: "Mend the reader or the generator: the column that carries the signal holds one value.",
    source: "SageMaker Debugger AllZero",
    check: constantInput,
  },
  {
    name: "group-missing-from-training",
    watches: "training rows by group",
    predicate: "the smallest group has under a tenth of the largest",
    remedy: "Add the group's rows to the training set.",
    source: "SageMaker Debugger ClassImbalance",
    check: groupMissingFromTraining,
  },
  {
    name: "label-noise",
    watches: "jumps of the training targets",
    predicate: "noise is 10% to 90% of their variance",
    remedy: "Clean the targets, or judge the error above the noise floor and report that floor.",
    source: "Gasser, Sroka and Jennen-Steinmetz 1986, residual variance from second differences",
    check: labelNoise,
  },
  {
    name: "test-rows-in-training",
    watches: "rows that both sets share",
    predicate: "over 1% of the test rows",
    remedy: "Draw the test set anew and evaluate again; the figure so far is a training error.",
    source: "Kapoor and Narayanan 2023, leakage",
    check: testRowsInTraining,
  },
  {
    name: "selection-on-test-set",
    watches: "the set the checkpoint was chosen on",
    predicate: "it is the test set",
    remedy: "Choose on a validation set, then measure once on the test set.",
    source: "Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, section 7.2",
    check: selectionOnTestSet,
  },
  {
    name: "lanes-hide-state",
    watches: "one network evaluated as batch lanes and sample by sample",
    predicate: "lanes look twice as good",
    remedy: "Lay lanes along time, one stretch of the recording each, and report the sample-by-sample error.",
    source: "measured on published solutions of this exercise",
    check: lanesHideState,
  },
  {
    name: "running-loss-is-not-model-error",
    watches: "running loss against the frozen network",
    predicate: "frozen is over 20% worse, or was never measured",
    remedy: "Evaluate the frozen weights: deno task evaluate RUN.",
    source: "Keras FAQ, why training loss differs from testing loss",
    check: runningLossIsNotModelError,
  },
  {
    name: "group-errors-do-not-average",
    watches: "errors by group against the total",
    predicate: "the mean of equal groups is over 10% off",
    remedy: "Measure groups and total in one pass on frozen weights.",
    source: "arithmetic",
    check: groupErrorsDoNotAverage,
  },
  {
    name: "reported-best",
    watches: "the best loss the history states",
    predicate: "it is not the best in the series, to half a per cent",
    remedy: "Recompute the summary from the series.",
    source: "arithmetic",
    check: reportedBest,
  },
  {
    name: "no-information",
    watches: "best predictor that needs no network; mutual information",
    predicate: "it explains under 5% of the variance; no more bits than shuffled targets give",
    remedy: "Change the input (less noise, a longer window, a clock) before the network.",
    source: "data-processing inequality, Cover and Thomas, section 2.8",
    check: noInformation,
  },
  {
    name: "initial-weights",
    watches: "size of the initial weights",
    predicate: "over 3 or under 0.1 times uniform(-1/sqrt(H), 1/sqrt(H))",
    remedy: "Start from uniform(-1/sqrt(H), 1/sqrt(H)).",
    source: "Glorot and Bengio 2010; SageMaker Debugger PoorWeightInitialization",
    check: initialWeights,
  },
  {
    name: "saturated-gates",
    watches: "gate activations below 0.05 or above 0.95",
    predicate: "over 90% of a gate's",
    remedy:
      "Reset the gates' biases (input and output 0, forget 1) and lower the rate if they saturate in training.",
    source: "Karpathy, Johnson and Li 2015, gate saturation; SageMaker Debugger SaturatedActivation",
    check: saturatedGates,
  },
  {
    name: "dead-units",
    watches: "hidden units whose output never varies",
    predicate: "over half of them",
    remedy: "Start from random weights; lower the learning rate if units die in training.",
    source: "SageMaker Debugger DeadRelu; AutoTrainer, dying ReLU; DeepDiagnosis, dead node",
    check: deadUnits,
  },
  {
    name: "exploding-gradient",
    watches: "gradient norm before clipping",
    predicate: "grows tenfold, or one update a thousand times the usual",
    remedy: "Clip by global norm, at 1 to begin with.",
    source: "Pascanu, Mikolov and Bengio 2013; AutoTrainer, exploding gradient",
    check: explodingGradient,
  },
  {
    name: "vanishing-gradient",
    watches: "gradient norm and loss",
    predicate: "below 1e-7 or a thousandth of what it was, loss hardly fallen",
    remedy: "Raise the forget-gate bias; check the initial weights; shorten the path to the target.",
    source: "Hochreiter 1991; SageMaker Debugger VanishingGradient; AutoTrainer, vanishing gradient",
    check: vanishingGradient,
  },
  {
    name: "clipping-always-on",
    watches: "share of clipped updates",
    predicate: "over 90% in the second half",
    remedy: "Raise the clip norm to the usual gradient norm, or lower the rate.",
    source: "Pascanu, Mikolov and Bengio 2013, section 3.2",
    check: clippingAlwaysOn,
  },
  {
    name: "divergence",
    watches: "running loss",
    predicate: "the last fifth stays above the best, by half of what was gained or twofold",
    remedy: "Go back to the best checkpoint and divide the learning rate by ten.",
    source: "DeepDiagnosis, loss not decreasing; SageMaker Debugger LossNotDecreasing",
    check: divergence,
  },
  {
    name: "learning-rate-too-high",
    watches: "the same run at a lower rate; else divergence and jumps",
    predicate: "the lower rate more than halves the error",
    remedy: "Divide the learning rate by ten and compare.",
    source: "Smith 2017, learning-rate range test; SageMaker Debugger WeightUpdateRatio",
    check: learningRateTooHigh,
  },
  {
    name: "learning-rate-too-low",
    watches: "the same run at a higher rate; else a slow, straight descent",
    predicate: "the higher rate more than halves the error",
    remedy: "Multiply the learning rate by ten and compare.",
    source: "Smith 2017; AutoTrainer, slow convergence",
    check: learningRateTooLow,
  },
  {
    name: "oscillation",
    watches: "running loss",
    predicate: "leaves its best and comes back; or jumps by over 15% an epoch",
    remedy: "Lower the learning rate or decay it; look at what the rows of those epochs have in common.",
    source: "AutoTrainer, oscillating loss",
    check: oscillation,
  },
  {
    name: "loss-not-decreasing",
    watches: "running loss",
    predicate: "falls by no more than 2% or twice its noise",
    remedy: "Overfit one short stretch first: if that fails the code is wrong, not the recipe.",
    source: "SageMaker Debugger LossNotDecreasing",
    check: lossNotDecreasing,
  },
  {
    name: "no-learning",
    watches: "frozen test MSE against the targets' variance",
    predicate: "under 5% of the variance explained",
    remedy: "Find the cause below before another epoch; no figure above is a success.",
    source: "coefficient of determination",
    check: noLearning,
  },
  {
    name: "state-not-carried",
    watches: "the network with its state carried and reset",
    predicate: "carrying it does not help although past inputs would",
    remedy: "Carry h and c from window to window, detached, and reset them only where a recording begins.",
    source: "Williams and Peng 1990, truncated back-propagation through time",
    check: stateNotCarried,
  },
  {
    name: "information-unused",
    watches: "the network against a linear predictor on a window",
    predicate: "the linear predictor is twice as good",
    remedy: "Train through longer windows, at a coarser sampling rate first.",
    source: "Tallec and Ollivier 2018; Box, Jenkins and Reinsel, linear predictors",
    check: informationUnused,
  },
  {
    name: "stopped-while-improving",
    watches: "slope of the last third of the running loss",
    predicate: "half as many epochs again would take off a fifth",
    remedy: "Continue from the checkpoint.",
    source: "AutoTrainer, slow convergence",
    check: stoppedWhileImproving,
  },
  {
    name: "capacity",
    watches: "more units, constructed weights, one group alone, a short stretch",
    predicate: "more units halve the error; or they do not",
    remedy: "Double the units only when the probes say so.",
    source: "Zhang, Bengio, Hardt, Recht and Vinyals 2017, fitting as a probe of capacity",
    check: capacity,
  },
  {
    name: "underfitting",
    watches: "frozen network on its training rows",
    predicate: "under half of the variance explained",
    remedy: "Follow the root cause: underfitting is a symptom.",
    source: "SageMaker Debugger, underfit; bias and variance",
    check: underfitting,
  },
  {
    name: "overfitting",
    watches: "held-out against running loss",
    predicate: "held-out loss stays 10% above its minimum, running loss falls on",
    remedy: "Keep the best epoch; add data, weight decay or dropout.",
    source: "Prechelt 1998; SageMaker Debugger Overfit",
    settles: "budget",
    check: overfitting,
  },
  {
    name: "generalisation-gap",
    watches: "test minus training error",
    predicate: "interval above zero and a quarter of the error; else held-out over twice the running loss",
    remedy: "Add data or regularisation; check that both sets follow one distribution.",
    source: "Hastie, Tibshirani and Friedman, section 7.2",
    check: generalisationGap,
  },
  {
    name: "one-group-dominates",
    watches: "errors by group",
    predicate: "one is a tenth, or ten times, the median",
    remedy: "Interleave the groups, weigh their losses, and watch each.",
    source: "McCloskey and Cohen 1989, interference; SageMaker Debugger ClassImbalance",
    check: oneGroupDominates,
  },
  metricDisagrees,
  metricFlat,
  {
    name: "plateau",
    watches: "running loss",
    predicate: "the last fifth is flat and the level not good enough",
    remedy: "More epochs will not help; act on the root cause.",
    source: "SageMaker Debugger LossNotDecreasing",
    check: plateau,
  },
  {
    name: "convergence",
    watches: "running loss",
    predicate: "the last fifth is flat and the level good",
    remedy: "Stop here.",
    source: "definition",
    settles: "ending",
    check: convergence,
  },
  {
    name: "early-stopping-due",
    watches: "validation loss, else running loss",
    predicate: "patience runs out (or will)",
    remedy: "Stop there and keep the best checkpoint.",
    source: "Prechelt 1998; Keras EarlyStopping",
    check: earlyStopping,
  },
  {
    name: "epoch-time-drift",
    watches: "seconds of each epoch",
    predicate: "rise by a quarter of their median, p < 1%",
    remedy: "Look for what grows: kept states, logged tensors, a warm machine.",
    source: "Mann-Kendall trend test",
    check: epochTimeDrift,
  },
];
