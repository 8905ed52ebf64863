import { isTorch, lossKind, outputUnits } from "../../program.ts";
import type { Observation, Outcome, ProgramFacts, Rule } from "../../records.ts";
import { atLine, clear, found, notTested, speaksFor } from "../outcome.ts";

export const labelsDoNotFitOutput: Rule = {
  name: "labels-do-not-fit-output",
  watches: "shape, range and kind of the targets against the output and the loss",
  predicate:
    "class numbers outside of the output's units, class numbers where one-hot rows are expected, fractions as classes, shapes that broadcast, a sequence against one number",
  remedy: "Give the loss targets of the shape and kind that it documents.",
  source: "documentation of the losses in Keras and PyTorch; Humbatova et al. 2020, taxonomy of real faults",
  readsRecord: true,
  settles: "all shapes",
  check,
};

function check({ evidence }: Observation): Outcome {
  const program = evidence.recorded?.program;
  if (program?.targets?.shape === undefined || program.outputs?.shape === undefined) {
    return notTested("Record a program whose targets can be seen: arrays, or one of the framework's losses.");
  }
  const misfit = misfitOf(program);
  const facts = { targets: program.targets.shape, outputs: program.outputs.shape };
  if (misfit === undefined) return clear(facts);
  const [title, remedy] = misfit;
  return atLine(found("critical", title, facts, [speaksFor("program", 3)]), remedy);
}

function misfitOf(program: ProgramFacts): readonly [string, string] | undefined {
  const { targets = {}, outputs = {}, batches, loss } = program;
  const kind = lossKind(program), units = outputUnits(program);
  const { shape = [], min = 0, max = 0, integers, oneHot } = targets;
  const rank = shape.length, flat = shape.filter((size, axis) => axis === 0 || size !== 1);
  const largest = Math.max(max, (batches?.counts?.length ?? 0) - 1);
  if (kind === "classes" && !oneHot && units !== undefined && units > 1 && flat.length < 2) {
    if (integers === false) {
      return [
        `${loss} got fractions as classes (${min} to ${max})`,
        "Give class numbers 0, 1, 2, ... as integers; for numbers to predict use a regression loss.",
      ];
    }
    if (largest >= units || min < 0 && min !== -100) {
      return [
        `Labels run from ${min} to ${largest}, and the output has units for 0 to ${units - 1}`,
        min >= 1
          ? "Subtract the smallest label, so that classes count from 0."
          : "Give the last layer one unit a class.",
      ];
    }
  }
  const severalLabels = integers === true && min === 0 && max === 1;
  if (
    kind === "one-hot classes" && units !== undefined && units > 1 && flat.length === 1 && integers === true
  ) {
    return [
      `${loss} expects one-hot rows, and got class numbers (shape [${shape}])`,
      'Write loss="sparse_categorical_crossentropy", or encode the labels with to_categorical.',
    ];
  }
  if (
    kind === "classes" && oneHot === true && units !== undefined && shape[rank - 1] === units &&
    !isTorch(program)
  ) {
    return [
      `${loss} expects class numbers, and got one-hot rows (shape [${shape}])`,
      'Write loss="categorical_crossentropy", or give labels.argmax(axis=1).',
    ];
  }
  if (
    kind === "one-hot classes" && oneHot === false && !severalLabels && targets.sumToOne !== true &&
    rank >= 2 &&
    shape[rank - 1] === units
  ) {
    return [
      `${loss} got rows that are not one-hot (sums other than 1)`,
      "Check how the targets were encoded: to_categorical of class numbers gives one 1 a row.",
    ];
  }
  if (kind === "yes or no" && (min < 0 || max > 1)) {
    return [
      `${loss} got targets from ${min} to ${max}, and expects 0 or 1`,
      max > 1 && integers && min >= 0
        ? "These are several classes: use a last layer of one unit a class with softmax and (sparse) categorical cross-entropy."
        : "Code the two classes as 0 and 1.",
    ];
  }
  const out = outputs.shape ?? [], isNumber = kind === "squares" || kind === "absolutes";
  if (
    (isNumber || kind === "yes or no") && out.length === 3 && out[2] === 1 && out[1] > 1 && flat.length === 1
  ) {
    return [
      `The output has ${out[1]} steps a row, and the targets one number: every step is compared with it`,
      "Leave out return_sequences=True in the last recurrent layer, or take its last step: x[:, -1].",
    ];
  }
  if (isNumber) {
    if (out.length === 2 && out[1] > 1 && flat.length === 1 && out[0] === shape[0]) {
      return [
        `The output has ${out[1]} units, and the targets one number a row: all units are trained on the same`,
        integers === true
          ? "Give the last layer one unit for a number; for classes keep the units, with softmax and (sparse) categorical cross-entropy."
          : "Give the last layer one unit.",
      ];
    }
    const apart = Math.abs(out.length - rank) === 1 && (out.at(-1) === 1 || shape[rank - 1] === 1) &&
      out[0] > 1 && out[0] === shape[0];
    if (apart && program.framework?.startsWith("pytorch")) {
      return [
        `Output [${out}] and targets [${shape}] broadcast to [${out[0]}, ${
          shape[0]
        }]: every row is compared with every target`,
        "Give both one shape: output.squeeze(1), or targets.unsqueeze(1).",
      ];
    }
  }
  return undefined;
}
