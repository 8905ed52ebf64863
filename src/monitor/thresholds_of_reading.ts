/**
 * The thresholds by which a log's rows are taken for a run's, or for another's; part of `THRESHOLDS` in `thresholds.ts`.
 *
 * @module
 */

/** By what is decided, as in `THRESHOLDS`. */
export const READING_THRESHOLDS = {
  "appended-runs": {
    end: [3, "entries whose median is the level in which a run ended"],
    moved: [0.15, "share of what had been gained, by which a loss may have moved from one run to the next"],
    near: [0.15, "share by which a held-out measure may differ between the two"],
    gained: [0.1, "least share of its first value that has to have been gained"],
    course: [3, "entries from which on a run has a course"],
    mostTold: [30, "runs that fit into one table"],
    longer: [2, "entries over those of the last, of an earlier run that is told beside it"],
  },
  "after-training": {
    fewest: [3, "evaluations with their training rows, that show what is usual"],
    apart: [10, "steps between evaluations, beside which a single step is no training"],
    test: [2, "evaluations of test rows that are a final test, and no course"],
    course: [5, "evaluations of validation rows, which are one"],
  },
  "likelihood": {
    fewest: [6, "values of a likelihood of which it is asked which way it goes"],
    byChance: [0.001, "p of that rise"],
  },
  "objective": {
    fewest: [6, "entries of a loss and of its terms from which the weight of one is told"],
    raised: [1.5, "its last weight over its first, with which the objective changed"],
    settled: [0.02, "distance from the last weight, as a share of it, that is none"],
    kept: [3, "last entries that have to keep it"],
  },
  "direction": {
    fallen: [0.1, "share of its first value that a measure of training rows has fallen by"],
    byChance: [0.001, "p of that fall"],
    fewest: [6, "values of which it is asked"],
    share: [1.001, "value above which it is no share"],
  },
  "penalised": {
    fewest: [8, "entries of a loss and of the plain error of its rows, that are compared"],
    risen: [0.1, "rise of the loss from its lowest to its end"],
    near: [0.05, "distance of the error's end from its lowest, as a share of its fall"],
    byChance: [0.001, "p of the rise of the one and of the fall of the other"],
  },
} as const;
