import { works } from "../program.ts";
import type { Observation, Outcome, Rule } from "../records.ts";
import { formatNumber } from "../../text/mod.ts";
import { atLine, clear, found, notTested, speaksFor } from "./outcome.ts";

/** Rates up to 0.5 are usual, penalties up to 0.01. */
const DROPPED = 0.8, PENALTY = 0.1;

export const regularisedTooMuch: Rule = {
  name: "regularised-too-much",
  watches: "rate of the dropout layers and strength of the weight penalties",
  predicate: "a rate of 0.8 or a penalty of 0.1 and more, and the loss is not halved",
  remedy: "First fit without regularisation, then add as much as validation asks for.",
  source: "Srivastava et al. 2014, dropout; Karpathy 2019, a recipe for training neural networks",
  readsRecord: true,
  settles: "all shapes",
  check,
};

function check(observation: Observation): Outcome {
  const { layers } = observation.evidence.recorded?.program ?? {};
  if (layers === undefined) return notTested("Record a network's layers.");
  const dropout = layers.find(({ rate = 0 }) => rate >= DROPPED);
  const penalised = layers.find(({ penalty = 0 }) => penalty >= PENALTY);
  if (dropout === undefined && penalised === undefined || works(observation)) return clear();
  const reason = [speaksFor("regularisation", 3)];
  if (dropout?.rate !== undefined) {
    const title = `Dropout takes away ${
      formatNumber(100 * dropout.rate)
    }% of what reaches layer ${dropout.name}`;
    return atLine(
      found("critical", title, { rate: dropout.rate }, reason),
      `Set the rate of ${dropout.name} to 0.2 to 0.5 (it is the share that is dropped, not the one that is kept).`,
    );
  }
  const { name, penalty = 0 } = penalised!;
  return atLine(
    found(
      "critical",
      `The penalty of ${formatNumber(penalty)} on the weights of ${name} outweighs the loss`,
      { penalty },
      reason,
    ),
    `Set kernel_regularizer of ${name} to L2(1e-4), or leave it out.`,
  );
}
