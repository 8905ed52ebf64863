import { max } from "simple-statistics";
import { classCounts, lossKind } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("class-imbalance");

export const classImbalance: Rule = {
  name: "class-imbalance",
  watches: "rows of each class among the targets",
  predicate:
    `one class holds over ${LIMITS.shareOfTwo} of the rows (of three classes or more: ${LIMITS.share}), or all of them`,
  remedy:
    "Weigh the classes (class_weight in fit, weight= of the loss) or sample evenly, and watch recall or F1: accuracy says little here.",
  source: "He and Garcia 2009, learning from imbalanced data; SageMaker Debugger ClassImbalance",
  readsRecord: true,
  settles: "all shapes",
  check,
};

function check({ evidence }: Observation): Outcome {
  const program = evidence.recorded?.program ?? {}, counts = classCounts(program);
  const kind = lossKind(program);
  if (counts === undefined || kind === "squares" || kind === "absolutes") {
    return notTested("Record a program whose targets are classes.");
  }
  const rows = counts.reduce((sum, n) => sum + n, 0), largest = max(counts as number[]);
  const share = largest / rows, present = counts.filter((n) => n > 0).length;
  const facts = { rows, classes: present, largestShare: share };
  if (share <= (present > 2 ? LIMITS.share : LIMITS.shareOfTwo) || rows < LIMITS.fewest) return clear(facts);
  const name = counts.indexOf(largest);
  if (present === 1) {
    return found("critical", `Every row seen is of class ${name}: there is nothing to tell apart`, facts, [
      speaksFor("data", 3),
    ]);
  }
  return found(
    "critical",
    `${
      formatNumber(100 * share)
    }% of the rows are of class ${name}: a network that always says so is that accurate`,
    facts,
    [speaksFor("data", 3)],
  );
}
