/**
 * Which rules name each fault of the recorded programs: the fault itself, not a symptom of it.
 *
 * @module
 */

const RATE_HIGH = ["update-size", "rate-sweep", "learning-rate-too-high", "rate-out-of-range"];
const RATE_LOW = ["update-size", "rate-sweep", "learning-rate-too-low", "rate-out-of-range"];
const OUTPUT = ["output-does-not-fit-loss"];
const LABELS = ["labels-do-not-fit-output", "output-does-not-fit-loss"];
const TASK = ["loss-does-not-fit-task"];
const INITIAL = ["layer-initialisation", "initial-weights"];

/** By the fault's name in `python/programs/recorded_torch.py` and `recorded_keras.py`. */
export const NAMED_BY: Readonly<Record<string, readonly string[]>> = {
  "softmax before cross-entropy": OUTPUT,
  "sigmoid before cross-entropy": OUTPUT,
  "softmax, and logits expected": OUTPUT,
  "no activation, and probabilities expected": OUTPUT,
  "sigmoid with categorical": OUTPUT,
  "ReLU at the output": OUTPUT,
  "tanh at the output": OUTPUT,
  "sigmoid at the output": OUTPUT,
  "one softmax unit": LABELS,
  "classes as yes or no": LABELS,
  "shapes broadcast": ["labels-do-not-fit-output"],
  "inputs unscaled": ["unscaled-inputs"],
  "targets unscaled": ["unscaled-targets"],
  "rate too high": RATE_HIGH,
  "rate too low": RATE_LOW,
  "dead units": ["dead-units"],
  "saturated units": ["saturated-units", ...INITIAL],
  "deep sigmoid": ["gradient-by-layer", "vanishing-gradient"],
  "weights zero": INITIAL,
  "weights too large": INITIAL,
  "optimiser of another network": ["frozen-layers"],
  "optimiser holds the head only": ["frozen-layers"],
  "nothing trained": ["frozen-layers"],
  "gradients not cleared": ["gradients-not-cleared"],
  "loss summed": ["loss-reduction"],
  "one batch an epoch": ["batch-size"],
  "rows sorted": ["batches-sorted", "not-shuffled"],
  "classes unbalanced": ["class-imbalance"],
  "trains in evaluation mode": ["layer-mode"],
  "validates in training mode": ["layer-mode"],
  "gradient cut": ["gradient-stopped"],
  "labels shuffled": ["labels-tell-nothing"],
  "inputs all zero": ["constant-input", "inputs-tell-nothing"],
  "NaN in one row": ["non-finite-loss"],
  "validation rows in training": ["test-rows-in-training"],
  // of the programs that people ask about (python/programs/asked_keras.py and asked_torch.py) those that are none of the above
  "classes by squares": TASK,
  "classes by binary cross-entropy": [...TASK, ...OUTPUT],
  "no hidden activation": ["hidden-activation"],
  "softmax in a hidden layer": ["hidden-activation"],
  "a step compared with a row": ["labels-do-not-fit-output"],
  "labels outside of the output": ["labels-do-not-fit-output"],
  "validation of another kind": ["validation-differs"],
  "accuracy of a number": ["metric-does-not-fit"],
  "too few epochs": ["too-few-updates", "too-short", "stopped-while-improving"],
  "dropout too strong": ["regularised-too-much"],
  "penalty too strong": ["regularised-too-much"],
  "sigmoid before logits": OUTPUT,
  "scores, and log-probabilities expected": OUTPUT,
  "layers in a list": ["frozen-layers"],
  "rows taken for time": ["sequence-axis"],
  "rate runs out": ["rate-runs-out"],
  "wrong gradient": ["gradient-check"],
  "inputs tiny": ["unscaled-inputs"],
  "NaN from the loss": ["non-finite-loss"],
  // of those that were written after these rules (more_*.py and fresh_*.py)
  "inputs and targets unscaled": ["unscaled-inputs", "unscaled-targets"],
  "no hidden layer": ["too-few-units"],
  "too few units": ["too-few-units"],
  "class numbers, and one-hot rows expected": ["labels-do-not-fit-output"],
  "one-hot rows, and class numbers expected": ["labels-do-not-fit-output"],
  "dropout at the output": ["regularised-too-much", ...OUTPUT],
  "weights alike": INITIAL,
  "normalised over one row": ["batch-size"],
  "cross-entropy for numbers": [...LABELS, ...TASK],
  "softmax for several labels": [...LABELS, ...TASK],
  "overfitting": ["overfitting", "generalisation-gap", "memorising", "early-stopping-due"],
  "classes as a number": TASK,
  "softmax over the rows": OUTPUT,
  "inputs hardly vary": ["unscaled-inputs"],
  "first step taken": ["sequence-axis"],
  "rows mixed": ["rows-mixed", "sequence-axis"],
};
