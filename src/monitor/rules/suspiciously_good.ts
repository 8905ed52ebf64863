import { endLevel, finite, seriesOf } from "../logged.ts";
import type { Observation, Outcome, Rule } from "../records.ts";
import { formatNumber } from "../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "./outcome.ts";

/** Language is never predicted with certainty: a loss near zero within an epoch means that the answer stands in the input. */
export const suspiciouslyGood: Rule = {
  name: "suspiciously-good",
  watches: "loss of a language model within its first epochs",
  predicate: "under 0.01 nats and a two-hundredth of the first loss are left within a third of the run",
  remedy:
    "Check that labels are shifted, masked and absent from the input, and that no test text was trained on.",
  source: "Kapoor and Narayanan 2023, leakage",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check({ history }: Observation): Outcome {
  const losses = finite(history.trainLoss);
  if (!/Hugging Face/.test(history.format) || losses.length < 4) {
    return notTested("It takes 4 logged losses.");
  }
  const early = losses.findIndex((loss) => loss < Math.min(0.01, losses[0] / 200));
  const level = endLevel(losses), facts = { first: losses[0], level };
  const held = seriesOf(history, "loss").find(({ split }) => split === "validation");
  const heldLow = held === undefined || endLevel(held.values) < 0.02;
  if (!(early >= 0 && early < losses.length / 3 && losses[0] > 0.1 && level < 0.01 && heldLow)) {
    return clear(facts);
  }
  return found(
    "warning",
    `Too good to be true: loss ${formatNumber(losses[0])} -> ${formatNumber(level)} by ${history.unit} ${
      history.at?.[early] ?? early + 1
    }: the answer may stand in the input (a leak)`,
    facts,
    [speaksFor("data", 2)],
  );
}
