import { ofCycles } from "../cycles.ts";
import { endLevel, finite, indexOfBest, leadingLoss, leadingMetric } from "../logged.ts";
import { kindOf } from "../kind.ts";
import type { History, Observation, Outcome, Rule } from "../records.ts";
import { shapePoints, trendPValue } from "../series.ts";
import { formatNumber } from "../../text/mod.ts";
import { atLine, clear, doesNotApply, found, levelOf, speaksFor } from "./outcome.ts";
import { penaltyThatGrows } from "./objective_grows.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("loss-above-its-start");

/** What costs more than at first has learned nothing yet: no part of a schedule that is still to come is known to mend that. */
export const lossAboveItsStart: Rule = {
  name: "loss-above-its-start",
  watches: "training loss at the end against that of the first entries, and the rate meanwhile",
  predicate:
    `of ${LIMITS.fewest} entries or more it ends ${LIMITS.rise} above its beginning, with a trend (p < ${LIMITS.byChance}), and no held-out measure is at its best in the second half`,
  remedy:
    "Do not go on as it is: begin again from the weights that it began with at a tenth of the rate; if the loss rises then too, look at ten rows beside their labels, and at what the loss is made of.",
  source: "Smith 2017, the learning rate range test; Mosbach, Andriushchenko and Klakow 2021, on fine-tuning",
  readsSeries: true,
  refutesQuiet: true,
  check: ofCycles(check),
};

function check({ history }: Observation): Outcome {
  if (kindOf(history) !== "supervised") return doesNotApply();
  const { values } = shapePoints(history);
  if (values.length < LIMITS.fewest) return doesNotApply();
  const first = endLevel(values.toReversed()), end = endLevel(values), facts = { first, end };
  const hasRisen = first > 0 && end > (1 + LIMITS.rise) * first &&
    trendPValue(values, "up") < LIMITS.byChance;
  if (!hasRisen || heldOutGains(history) || penaltyThatGrows(history) !== undefined) return clear(facts);
  const rates = finite(history.learningRate ?? []), last = rates[rates.length - 1];
  const warmsUp = rates.length > 1 && last > rates[0];
  const outcome = found(
    "warning",
    `The training loss rises from ${formatNumber(first)} to ${levelOf(end, values)}${
      warmsUp ? ` while the rate rises from ${formatNumber(rates[0])} to ${formatNumber(last)}` : ""
    }`,
    { ...facts, but: warmsUp ? "THE LOSS RISES WITH THE RATE" : "THE LOSS ENDS ABOVE ITS BEGINNING" },
    [speaksFor("learning rate", 2)],
  );
  return warmsUp ? atLine(outcome, LOWER) : outcome;
}

const LOWER =
  "Do not wait for the height of the rate, which is already too much: begin again from the weights that it began with, with a tenth of it as the highest.";

/** Whether what is measured on held-out rows is at its best in the second half: then it is the objective that grew. */
function heldOutGains(history: History): boolean {
  return [leadingMetric(history, "validation", "test"), leadingLoss(history, "validation", "test")].some((
    one,
  ) => one !== undefined && one.values.length >= 3 && indexOfBest(one) >= one.values.length / 2);
}
