import { classCounts, endsWell, isTorch, lossKind, outputUnits } from "../program.ts";
import type { Observation, Outcome, ProgramFacts, Rule } from "../records.ts";
import { atLine, clear, found, notTested, speaksFor } from "./outcome.ts";

/** The gradient of a squared error through a softmax or sigmoid vanishes where the answer is most wrong. */
export const lossDoesNotFitTask: Rule = {
  name: "loss-does-not-fit-task",
  watches: "whether the targets are classes or numbers, against the kind of the loss",
  predicate:
    "classes by squares or absolutes, or several exclusive classes by binary cross-entropy, and the loss does not end under a quarter of guessing",
  remedy: "Cross-entropy for classes, a squared or absolute error for numbers.",
  source:
    "Golik, Doetsch and Ney 2013, cross-entropy against squared error training; Humbatova et al. 2020, taxonomy of real faults",
  readsRecord: true,
  settles: "all shapes",
  check,
};

function check(observation: Observation): Outcome {
  const program = observation.evidence.recorded?.program;
  if (program?.loss === undefined || program.targets?.shape === undefined) {
    return notTested("Record a program whose loss is one of the framework's, and its targets.");
  }
  const facts = { loss: program.loss, activation: program.outputActivation ?? null };
  const misfit = misfitOf(program);
  if (misfit === undefined || endsWell(observation)) return clear(facts);
  const [title, remedy] = misfit;
  return atLine(found("critical", title, facts, [speaksFor("program", 3)]), remedy);
}

function misfitOf(program: ProgramFacts): readonly [string, string] | undefined {
  const { loss, targets = {}, outputActivation } = program, kind = lossKind(program);
  const units = outputUnits(program) ?? 1, torch = isTorch(program);
  const distance = kind === "squares" || kind === "absolutes";
  if (distance && units > 1 && (targets.oneHot === true || outputActivation === "softmax")) {
    return [
      `The targets are classes, and ${loss} measures distances between numbers`,
      torch
        ? "Use torch.nn.CrossEntropyLoss on raw scores and class numbers."
        : 'Write loss="categorical_crossentropy" (one-hot rows) or "sparse_categorical_crossentropy" (class numbers), with softmax.',
    ];
  }
  const counts = classCounts(program) ?? [];
  const isYesOrNo = targets.integers === true && targets.min === 0 && targets.max === 1 &&
    counts.length === 2;
  if (distance && units === 1 && isYesOrNo) {
    return [
      `The targets are 0 or 1, and ${loss} measures distances between numbers`,
      torch
        ? "Use torch.nn.BCEWithLogitsLoss on the raw score."
        : 'Write loss="binary_crossentropy", with activation="sigmoid" in the last layer.',
    ];
  }
  if (kind === "yes or no" && units > 2 && targets.oneHot === true) {
    return [
      `Every row is one of ${units} classes, and ${loss} asks ${units} separate questions, nearly all answered by no`,
      torch
        ? "Use torch.nn.CrossEntropyLoss on raw scores and class numbers."
        : 'Write loss="categorical_crossentropy", with activation="softmax" in the last layer.',
    ];
  }
  return undefined;
}
