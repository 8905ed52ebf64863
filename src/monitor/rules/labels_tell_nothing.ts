import { generalises } from "../program.ts";
import type { Observation, Outcome, Rule } from "../records.ts";
import { formatNumber } from "../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "./outcome.ts";

export const labelsTellNothing: Rule = {
  name: "labels-tell-nothing",
  watches: "held-out loss after the same steps with the labels as they are and shuffled",
  predicate:
    "the labels as they are come to no less than 95% of what shuffled ones come to, and the training itself to no less than 70% of guessing",
  remedy:
    "Inputs and labels do not belong together: look for rows that were shuffled or filtered on one side only, and print ten pairs.",
  source: "Zhang, Bengio, Hardt, Recht and Vinyals 2017, randomised labels; permutation test",
  readsRecord: true,
  check,
};

function check(observation: Observation): Outcome {
  const { recorded } = observation.evidence;
  const tried = recorded?.experiments.labels, fitted = recorded?.experiments.oneBatch;
  if (tried === undefined) {
    return notTested("Train on shuffled labels for comparison: python -m wont_it_train probe.");
  }
  const facts = { asTheyAre: tried.asTheyAre, shuffled: tried.shuffled };
  // a network that learns nothing at all says nothing about its labels
  const learns = fitted !== undefined && fitted.last < fitted.first / 2;
  if (!learns || generalises(observation) || !(tried.asTheyAre >= 0.95 * tried.shuffled)) return clear(facts);
  return found(
    "critical",
    `Labels tell nothing: held-out loss ${formatNumber(tried.asTheyAre)} as they are, ${
      formatNumber(tried.shuffled)
    } shuffled`,
    facts,
    [speaksFor("data", 3)],
  );
}
