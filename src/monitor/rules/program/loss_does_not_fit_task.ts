import { classCounts, endsWell, isTorch, lossKind, outputUnits } from "../../program.ts";
import type { DataFacts, Observation, Outcome, ProgramFacts, Rule } from "../../records.ts";
import { accuracyOf } from "../../logged.ts";
import { rateSweep } from "./rate_sweep.ts";
import { atLine, clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("loss-does-not-fit-task");

/** The gradient of a squared error through a softmax or sigmoid vanishes where the answer is most wrong. */
export const lossDoesNotFitTask: Rule = {
  name: "loss-does-not-fit-task",
  watches: "whether the targets are classes or numbers, against the kind of the loss",
  predicate:
    "classes by squares or absolutes, or several exclusive classes by binary cross-entropy, and the loss does not end under a quarter of guessing; several labels a row through one softmax",
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
  if (misfit === undefined) return clear(facts);
  const [title, remedy, certain = false] = misfit;
  if (endsWell(observation) && !(certain || countsHits(observation))) return clear(facts);
  return atLine(
    found("critical", title, facts, [
      speaksFor("program", outputUnits(program) === 1 && otherRateDoes(observation) ? 2 : 3),
    ]),
    remedy,
  );
}

/** Whether the run was measured to go with this loss at another rate. */
function otherRateDoes(observation: Observation): boolean {
  return rateSweep.check(observation).status === "found";
}

/** Whether an accuracy was logged that says that few answers are right. */
function countsHits({ history }: Observation): boolean {
  const accuracy = accuracyOf(history, "train");
  return accuracy !== undefined && accuracy[accuracy.length - 1] < LIMITS.hits;
}

/** What is wrong, the line to change, and whether it is wrong however low the loss. */
function misfitOf(program: ProgramFacts): readonly [string, string, boolean?] | undefined {
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
    // a squared error on one unit trains, slowly: where another rate was measured to do, that comes first
    return [
      `The targets are 0 or 1, and ${loss} measures distances between numbers`,
      torch
        ? "Use torch.nn.BCEWithLogitsLoss on the raw score."
        : 'Write loss="binary_crossentropy", with activation="sigmoid" in the last layer.',
    ];
  }
  if (distance && units === 1 && areClasses(counts, targets)) {
    return [
      `The targets are ${counts.length} classes, and ${loss} measures distances between their numbers`,
      torch
        ? `Give the last layer ${counts.length} units and use torch.nn.CrossEntropyLoss; for a number that is meant as one, leave it.`
        : `Write Dense(${counts.length}, activation="softmax") and loss="sparse_categorical_crossentropy"; for a number that is meant as one, leave it.`,
    ];
  }
  const several = targets.integers === true && targets.min === 0 && targets.max === 1 && units > 1 &&
    targets.oneHot === false && targets.shape?.at(-1) === units;
  if (several && (kind === "yes or no" || kind === "one-hot classes") && outputActivation === "softmax") {
    return [
      "Rows have several labels at once (or none), and softmax shares out one",
      torch
        ? "Use torch.nn.BCEWithLogitsLoss on raw scores."
        : 'Write activation="sigmoid" in the last layer, and loss="binary_crossentropy".',
      true,
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

/** Whole numbers 0 to K - 1, all of them about as frequent: names rather than amounts. */
function areClasses(counts: readonly number[], { integers, min }: DataFacts): boolean {
  const rows = counts.reduce((sum, n) => sum + n, 0), even = rows / counts.length;
  return integers === true && min === 0 && counts.length > 2 && counts.length <= LIMITS.classesMost &&
    counts.every((n) => n >= LIMITS.rarest * even);
}
