import { works } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { tooFewUpdates } from "./too_few_updates.ts";
import { atLine, clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("rate-sweep");

export const rateSweep: Rule = {
  name: "rate-sweep",
  watches: "the loss after a few steps at rates from a hundredth to a hundred times the program's",
  predicate: `the program's own comes nowhere, and another to ${LIMITS.better} of its loss or less`,
  remedy: "Take the rate that fell fastest, or a third of it.",
  source: "Smith 2017, learning-rate range test",
  readsRecord: true,
  settles: "budget",
  check,
};

function check(observation: Observation): Outcome {
  const { recorded } = observation.evidence;
  const tried = recorded?.experiments.rates?.filter(({ loss }) => Number.isFinite(loss)) ?? [];
  const own = recorded?.program.learningRate;
  if (tried.length < 2 || own === undefined) {
    return notTested("Try other rates for a few steps: python -m wont_it_train probe.");
  }
  const best = tried.reduce((a, b) => b.loss < a.loss ? b : a);
  const mine = tried.find(({ rate }) => Math.abs(rate / own - 1) < 0.01)?.loss ?? Infinity;
  const facts = { rate: own, loss: mine, bestRate: best.rate, bestLoss: best.loss };
  // a higher rate is always faster at the start: that says something only where the own one stands still
  const still = tried.reduce((a, b) => b.rate < a.rate ? b : a).loss;
  if (best.loss > LIMITS.better * mine || mine < LIMITS.still * still || works(observation)) {
    return clear(facts);
  }
  return atLine(
    found(
      "critical",
      `A rate of ${formatNumber(best.rate)} comes to a loss of ${formatNumber(best.loss)} where ${
        formatNumber(own)
      } comes to ${formatNumber(mine)}`,
      facts,
      // what had few updates would have come further with more
      [speaksFor("learning rate", tooFewUpdates.check(observation).status === "found" ? 2 : 3)],
    ),
    `Set the learning rate of ${recorded?.program.optimizer ?? "the optimiser"} to ${
      formatNumber(best.rate)
    }.`,
  );
}
