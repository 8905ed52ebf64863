import { isTorch, lossKind, outputUnits, takesLogits } from "../../program.ts";
import type { Observation, Outcome, ProgramFacts, Rule, Severity } from "../../records.ts";
import { atLine, clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("output-does-not-fit-loss");

/** What a loss expects of the output layer is written in its documentation; what the layer gives stands in the record. */
export const outputDoesNotFitLoss: Rule = {
  name: "output-does-not-fit-loss",
  watches: "activation of the output layer against the loss and its options",
  predicate:
    "softmax or sigmoid before a loss that takes logits, none before one that takes probabilities, or an output that cannot reach the targets",
  remedy: "Let the output layer give what the loss expects.",
  source:
    "documentation of the losses in Keras and PyTorch; Humbatova et al. 2020, taxonomy of real faults in deep learning systems",
  readsRecord: true,
  settles: "all shapes",
  check,
};

function check({ evidence }: Observation): Outcome {
  const program = evidence.recorded?.program;
  if (program?.loss === undefined || program.outputActivation === undefined) {
    return notTested("Record a program whose loss is one of the framework's.");
  }
  const misfit = misfitOf(program);
  const facts = {
    loss: program.loss,
    activation: program.outputActivation,
    fromLogits: program.fromLogits ?? null,
  };
  if (misfit === undefined) return clear(facts);
  const [title, remedy, severity = "critical"] = misfit;
  return atLine(found(severity, title, facts, [speaksFor("program", 3)]), remedy);
}

/** What is wrong, the line to change, and how bad it is where it is not critical. */
function misfitOf(
  program: ProgramFacts,
): readonly [title: string, remedy: string, severity?: Severity] | undefined {
  const { outputActivation: activation = "", loss, targets, layers = [] } = program;
  const kind = lossKind(program), logits = takesLogits(program), torch = isTorch(program);
  const last = layers.at(-1)?.name ?? "the last layer", units = outputUnits(program);
  if (program.softmaxOverRows) {
    return [
      `The ${activation} goes over the rows of the batch, not over each row's classes: rows compete with each other`,
      "Write dim=1 (or dim=-1) in the place of dim=0.",
    ];
  }
  const squashes = ["softmax", "sigmoid", "relu", "tanh"].includes(activation);
  const isOwnLayer = /^(Activation|Softmax|ReLU|LeakyReLU)$/.test(layers.at(-1)?.type ?? "");
  const layerLine = isOwnLayer ? `the last layer (${last})` : `activation="${activation}" in ${last}`;
  if ((kind === "classes" || kind === "one-hot classes" || kind === "yes or no") && logits && squashes) {
    if (isUndone(program)) {
      return [
        `The output goes through ${activation}, and ${loss} expects raw scores (logits): on TensorFlow Keras takes the scores from before the ${activation}, on PyTorch and JAX it is applied twice`,
        `Remove ${layerLine}, or say from_logits=False in the loss.`,
        "warning",
      ];
    }
    return [
      `The output goes through ${activation}, and ${loss} expects raw scores (logits): ${
        activation === "softmax" || activation === "sigmoid"
          ? `the ${activation} is applied twice`
          : `${activation} cuts scores off`
      }`,
      torch
        ? `Remove ${activation} from the end of the network: ${loss} applies its own.`
        : `Remove ${layerLine}, or say from_logits=False in the loss.`,
    ];
  }
  if ((kind === "classes" || kind === "one-hot classes") && !logits && units !== undefined && units < 2) {
    return [
      `${loss} on one output unit: a softmax over one class is 1 whatever the network does`,
      `Give the last layer (${last}) one unit a class, or use binary cross-entropy with a sigmoid.`,
    ];
  }
  if ((kind === "classes" || kind === "one-hot classes") && !logits && activation !== "softmax") {
    return [
      `${loss} expects probabilities (from_logits=False) and the output layer has activation ${activation}`,
      `Write activation="softmax" in the last layer (${last}), or from_logits=True in the loss.`,
    ];
  }
  if (kind === "yes or no" && activation === "softmax" && (units ?? 1) < 2) {
    return [
      "Softmax over one output unit is 1 whatever the network does",
      `Write ${torch ? "torch.sigmoid" : 'activation="sigmoid"'} in the place of the softmax (${last}).`,
    ];
  }
  if (kind === "yes or no" && !logits && activation !== "sigmoid" && activation !== "softmax") {
    return [
      `${loss} expects probabilities and the output layer has activation ${activation}`,
      torch
        ? "Use torch.nn.BCEWithLogitsLoss, or put torch.sigmoid before BCELoss."
        : `Write activation="sigmoid" in the last layer (${last}), or from_logits=True in the loss.`,
    ];
  }
  if (kind === "log-likelihood" && activation !== "log_softmax") {
    return [
      `${loss} expects log-probabilities and the output comes from ${activation}`,
      "Use torch.nn.CrossEntropyLoss on raw scores, or put log_softmax before NLLLoss.",
    ];
  }
  if (kind === "squares" || kind === "absolutes") {
    const [low, high] = REACH[activation] ?? [-Infinity, Infinity];
    const beyond = targets?.min !== undefined && targets.max !== undefined &&
      (targets.min < low - LIMITS.beyond || targets.max > high + LIMITS.beyond);
    if (beyond) {
      return [
        `The output layer's ${activation} gives ${low} to ${high}, and targets lie in ${
          round(targets.min!)
        } to ${round(targets.max!)}: it cannot reach them`,
        torch
          ? `Remove ${activation} from the end of the network, or scale the targets.`
          : `Write activation=None (linear) in the last layer (${last}), or scale the targets.`,
      ];
    }
    if (activation === "softmax" && (units ?? 1) < 2) {
      return [
        "Softmax over one output unit is 1 whatever the network does",
        `Write activation=None in the last layer (${last}).`,
      ];
    }
  }
  return undefined;
}

/**
 * Keras's TensorFlow backend looks for the scores from which a softmax or sigmoid that comes last was made, and warns
 * (`_get_logits` in keras/src/backend/tensorflow/nn.py).
 */
function isUndone({ framework = "", outputActivation, layers = [] }: ProgramFacts): boolean {
  return framework.startsWith("keras") && framework.endsWith("on tensorflow") &&
    (outputActivation === "softmax" || outputActivation === "sigmoid") &&
    layers.at(-1)?.activation === outputActivation;
}

/** What an activation can give. */
const REACH: Readonly<Record<string, readonly [number, number]>> = {
  relu: [0, Infinity],
  sigmoid: [0, 1],
  softmax: [0, 1],
  tanh: [-1, 1],
};

function round(value: number): number {
  return Number(value.toPrecision(3));
}
