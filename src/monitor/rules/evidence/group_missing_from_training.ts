import type { Observation, Outcome, Rule } from "../../records.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("group-missing-from-training");

export const groupMissingFromTraining: Rule = {
  name: "group-missing-from-training",
  watches: "training rows by group",
  predicate: `the smallest group has under ${LIMITS.share} of the largest`,
  remedy: "Add the group's rows to the training set.",
  source: "SageMaker Debugger ClassImbalance",
  check,
};

/** A group of the test set that training has hardly seen. */
function check({ history, evidence }: Observation): Outcome {
  const rows = evidence.rowsByGroup;
  if (rows === undefined || rows.length < 2) return notTested("Count the training rows of each group.");
  const least = Math.min(...rows), most = Math.max(...rows);
  if (least >= LIMITS.share * most) return clear({ rowsByGroup: rows });
  const name = history.groups?.[rows.indexOf(least)] ?? `group ${rows.indexOf(least) + 1}`;
  return found("critical", `${name} has ${least} training rows where others have ${most}`, {
    rowsByGroup: rows,
  }, [
    speaksFor("data", 3),
  ]);
}
