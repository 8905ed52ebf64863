/**
 * The thresholds of the rules that ask for what was measured beside a history; part of `THRESHOLDS` in `thresholds.ts`.
 *
 * @module
 */

/** By rule, as in `THRESHOLDS`; "measured-run" are those that several rules share (`rules/outcome.ts`). */
export const EVIDENCE_THRESHOLDS = {
  "measured-run": {
    works: [0.9, "share of the variance that a network explains which works"],
    learned: [0.5, "the same of one that has learned something"],
  },
  "group-missing-from-training": { share: [0.1, "rows of the smallest group over those of the largest"] },
  "label-noise": {
    least: [0.1, "share of the targets' variance that is noise"],
    most: [0.9, "the same, above which the targets are no noisy function but jump by nature"],
    critical: [0.2, "the same that is critical"],
  },
  "lanes-hide-state": {
    times: [2, "error one sample at a time over that as lanes"],
    material: [0.1, "their difference, as a share of the variance"],
  },
  "running-loss-is-not-model-error": {
    times: [1.2, "frozen error over running loss"],
    material: [0.05, "their difference, as a share of the variance"],
    spread: [10, "largest over smallest loss within an epoch that makes it suspicious"],
  },
  "group-errors-do-not-average": { apart: [0.1, "distance of the total from the mean of the groups"] },
  "reported-best": { apart: [0.005, "distance of the stated best from the one in the series"] },
  "no-information": { explained: [0.05, "share of the variance that the best predictor explains"] },
  "initial-weights": {
    large: [3, "scale of the first weights over that of uniform(-1/sqrt(H), 1/sqrt(H))"],
    small: [0.1, "the same, least"],
  },
  "saturated-gates": { share: [0.9, "share of a gate's activations at its ends"] },
  "no-learning": { explained: [0.05, "share of the variance that the network explains"] },
  "state-not-carried": {
    pastHelps: [
      0.7,
      "error from a window of inputs over that from the present one, with which the past helps",
    ],
    stateHelps: [0.98, "error with the state carried over that without, with which carrying helps"],
  },
  "information-unused": { times: [2, "error of the network over that of the linear predictor"] },
  "capacity": {
    better: [0.5, "error of another network over that of this one"],
    oneGroup: [0.5, "error on one group alone, as a share of the variance, with which it is not fitted"],
    stretch: [0.1, "error on a short stretch over that of the network, with which it is fitted"],
  },
  "underfitting": { explained: [0.5, "share of the variance of the training targets that is explained"] },
  "one-group-dominates": {
    times: [10, "a group's error over the median group's, or the reverse"],
    small: [0.1, "largest error, as a share of the variance, that is none"],
    fails: [0.5, "error of a group that fails, as a share of the variance"],
    succeeds: [0.2, "error of one that succeeds meanwhile, as a share of the variance"],
  },
} as const;
