import { median } from "simple-statistics";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("one-group-dominates");

export const oneGroupDominates: Rule = {
  name: "one-group-dominates",
  watches: "errors by group",
  predicate:
    `one is ${LIMITS.times} times the median or the reverse; or one fails (over ${LIMITS.fails} of the variance) while another does not (under ${LIMITS.succeeds})`,
  remedy: "Interleave the groups, weigh their losses, and watch each.",
  source: "McCloskey and Cohen 1989, interference; SageMaker Debugger ClassImbalance",
  check,
};

/** One group's error is far from the median group's, or one is not learned while another is. */
function check(observation: Observation): Outcome {
  const measured = errorsByGroup(observation);
  if (measured === undefined) {
    return notTested("Record the error of each group (frequency, class, selector).");
  }
  const { kind, errors } = measured;
  const middle = median([...errors]), least = Math.min(...errors), most = Math.max(...errors);
  const names = observation.history.groups ?? errors.map((_, i) => `group ${i + 1}`);
  const facts = { measured: kind, errors, groups: names.join(", ") };
  const { targetVariance } = observation.evidence;
  const trivial = targetVariance !== undefined && most < LIMITS.small * targetVariance;
  const easy = LIMITS.times * least < middle, hard = most > LIMITS.times * middle;
  const oneFails = targetVariance !== undefined && most > LIMITS.fails * targetVariance &&
    least < LIMITS.succeeds * targetVariance;
  if (trivial || !easy && !hard && !oneFails) return clear(facts);
  const odd = hard || (!easy && oneFails) ? errors.indexOf(most) : errors.indexOf(least);
  return found(
    "warning",
    `One group stands apart: ${names[odd]} has ${formatNumber(errors[odd])}, the median group ${
      formatNumber(middle)
    } (${kind} error)`,
    facts,
    kind === "frozen" ? [] : [speaksFor("measurement", 1)],
  );
}

/** Latest errors by group: frozen if measured, else held out, else running. */
function errorsByGroup({ history, evidence }: Observation) {
  const last = (rows?: readonly (readonly number[] | null)[]) =>
    rows?.findLast((row) => row !== null && row.length > 1);
  const candidates = [
    { kind: "frozen", errors: evidence.frozen?.testMseByGroup },
    { kind: "held-out", errors: last(history.heldOutLossByGroup) },
    { kind: "running", errors: last(history.trainLossByGroup) },
    {
      kind: "read off within an epoch",
      errors: history.withinEpoch?.map(({ low, high }) => (low + high) / 2),
    },
  ];
  const { kind, errors } = candidates.find(({ errors }) => errors != null && errors.length > 1) ?? {};
  return errors == null ? undefined : { kind: kind!, errors };
}
