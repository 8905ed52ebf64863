import { endLevel, finite, leadingMetric } from "../logged.ts";
import type { Observation, Outcome, Rule } from "../records.ts";
import { isTransformer } from "../tools.ts";
import { formatNumber } from "../../text/mod.ts";
import { limitsOf } from "../thresholds.ts";
import { clear, doesNotApply, found, notTested, speaksFor } from "./outcome.ts";

const LIMITS = limitsOf("text-foreseen");

/** Held-out text is not foreseen to a twentieth of a nat, unless it is all of one pattern or stands in the input. */
export const textForeseen: Rule = {
  name: "text-foreseen",
  watches: "held-out loss of a language model",
  predicate: `it ends under ${LIMITS.heldOut} nats, from above ${LIMITS.first}, and no metric was logged`,
  remedy:
    "Shuffle the tokens of a held-out text: its loss has to rise to ln of the vocabulary. Then look at mask and shift of the labels, and count texts that both sets hold.",
  source: "Shannon 1951, prediction and entropy of printed English; Kapoor and Narayanan 2023, leakage",
  readsSeries: true,
  check,
};

function check({ history }: Observation): Outcome {
  const [first = NaN] = finite(history.trainLoss), held = endLevel(finite(history.heldOutLoss ?? []));
  if (!isTransformer(history)) return doesNotApply();
  if (!Number.isFinite(held)) {
    return notTested("Log the held-out loss of a language model.");
  }
  const facts = { first, heldOut: held };
  const isLow = first > LIMITS.first && held < LIMITS.heldOut && leadingMetric(history) === undefined;
  if (!isLow) return clear(facts);
  return found(
    "info",
    `Held-out loss ${
      formatNumber(held)
    }: nearly every token is foreseen, as in text all of one pattern, or where the answer stands in the input`,
    facts,
    [speaksFor("data", 1)],
  );
}
