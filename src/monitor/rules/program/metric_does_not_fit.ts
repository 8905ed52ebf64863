import { ACCURACY, metricsLike } from "../../logged.ts";
import { isTorch, lossKind } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { atLine, clear, found, notTested, speaksFor } from "../outcome.ts";

export const metricDoesNotFit: Rule = {
  name: "metric-does-not-fit",
  watches: "an accuracy beside targets that are numbers",
  predicate: "targets with fractions, a squared or absolute error, and an accuracy in the log",
  remedy: "Leave the accuracy out: it counts predictions that equal their target to the last digit.",
  source: "documentation of the metrics in Keras; Humbatova et al. 2020, taxonomy of real faults",
  readsRecord: true,
  settles: "zeros",
  check,
};

function check({ history, evidence }: Observation): Outcome {
  const program = evidence.recorded?.program ?? {}, kind = lossKind(program);
  const [accuracy] = metricsLike(history, ACCURACY);
  if (accuracy === undefined || program.targets?.integers === undefined) {
    return notTested("Record a program whose targets can be seen, with its metrics.");
  }
  const facts = { metric: accuracy.name };
  if (program.targets.integers || kind !== "squares" && kind !== "absolutes") return clear(facts);
  return atLine(
    found(
      "warning",
      `${accuracy.name} of targets that are numbers counts exact hits: it says nothing of how well the run does`,
      facts,
      [speaksFor("measurement", 2)],
    ),
    isTorch(program)
      ? "Report the mean absolute error, or R2."
      : 'Write metrics=["mae"] in compile in the place of "accuracy".',
  );
}
