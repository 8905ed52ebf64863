import { accuracyOf } from "../logged.ts";
import type { Observation, Outcome, Rule } from "../records.ts";
import { formatNumber } from "../../text/mod.ts";
import { limitsOf } from "../thresholds.ts";
import { clear, found, notTested, speaksFor } from "./outcome.ts";

const LIMITS = limitsOf("perfect-from-the-start");

/** What is right before anything was learned stands in the input, or in the rows that were trained on. */
export const perfectFromTheStart: Rule = {
  name: "perfect-from-the-start",
  watches: "held-out accuracy in every evaluation, the first too",
  predicate: `it is ${LIMITS.accuracy} or more in each of ${LIMITS.fewest} evaluations or more`,
  remedy:
    "Look for the label in the input (a column, a file name, an order) and for held-out rows among those of training; an easy task looks like this too: a linear model tells.",
  source: "Kapoor and Narayanan 2023, leakage",
  readsSeries: true,
  settles: "ending",
  check,
};

function check({ history }: Observation): Outcome {
  const shares = accuracyOf(history, "validation", "test") ?? [];
  if (shares.length < LIMITS.fewest) return notTested(`Log the accuracy of ${LIMITS.fewest} evaluations.`);
  const least = shares.reduce((a, b) => Math.min(a, b));
  const facts = { least, evaluations: shares.length };
  if (!(least >= LIMITS.accuracy)) return clear(facts);
  return found(
    "info",
    `Held-out accuracy is ${formatNumber(least)}${
      least < 1 ? " or more" : ""
    } from the first of ${shares.length} evaluations on: a leak, or an easy task`,
    facts,
    [speaksFor("data", 1)],
  );
}
