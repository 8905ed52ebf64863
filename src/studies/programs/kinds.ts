/**
 * What a fair reading of each faulty program's history is: the rules any of which says it, first.
 *
 * @module
 */

const STUCK = [
  "loss-not-decreasing",
  "no-learning",
  "plateau",
  "chance-level",
  "near-chance",
  "metric-flat",
  "no-better-than-mean",
];
const BLOWN_UP = [
  "learning-rate-too-high",
  "divergence",
  "exploding-gradient",
  "oscillation",
  "non-finite-loss",
  "rate-out-of-range",
];
const MEMORISING = ["overfitting", "generalisation-gap", "memorising"];

/**
 * By the program's name in `python/programs`. An empty list: nothing in such a history sets it apart from a healthy
 * one, so that no rule can be right, and the runs count as missed.
 */
export const FAIR_READINGS: Readonly<Record<string, readonly string[]>> = {
  "rate too high": [...BLOWN_UP, ...STUCK],
  "rate too low": [
    "learning-rate-too-low",
    "stopped-while-improving",
    "loss-not-decreasing",
    "rate-out-of-range",
  ],
  "training labels shuffled": MEMORISING,
  "labels shuffled": [...MEMORISING, ...STUCK],
  "softmax before cross-entropy": ["softmax-twice", ...STUCK],
  "ReLU at the output": STUCK,
  "weights zero": STUCK,
  "units dead": STUCK,
  "inputs all zero": STUCK,
  "NaN in one row": ["non-finite-loss"],
  "gradients not cleared": [...BLOWN_UP, ...STUCK],
  "nothing trained": STUCK,
  "sixty rows, long": MEMORISING,
  "sixteen rows, long": MEMORISING,
  "two epochs": ["stopped-while-improving", "too-short"],
  "twelve steps": ["stopped-while-improving", "too-short"],
  "sorted, not shuffled": [...MEMORISING, "oscillation", "not-shuffled"],
  "validation rows in training": ["suspiciously-good", "held-out-as-training"],
  "inputs not scaled": [...BLOWN_UP, ...STUCK],
  "a third of labels wrong": [...MEMORISING, "training-behind"],
  "validation scaled otherwise": MEMORISING,
  "other text for validation": MEMORISING,
  "weights exploding": [...BLOWN_UP, "initial-weights", "worse-than-guessing"],
  "one class of ten trained": MEMORISING,
  "padding as the label": [],
  "causal mask off by one": ["suspiciously-good"],
};
