import { isTorch, works } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { atLine, clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("regularised-too-much");

export const regularisedTooMuch: Rule = {
  name: "regularised-too-much",
  watches: "rate and place of the dropout layers, strength of the weight penalties and of the weight decay",
  predicate:
    `a rate of ${LIMITS.dropped}, a penalty or decay of ${LIMITS.penalty} (AdamW: ${LIMITS.decoupled}) and more, and the loss is not halved; or a dropout after the last layer (Keras)`,
  remedy: "First fit without regularisation, then add as much as validation asks for.",
  source: "Srivastava et al. 2014, dropout; Karpathy 2019, a recipe for training neural networks",
  readsRecord: true,
  settles: "all shapes",
  check,
};

function check(observation: Observation): Outcome {
  const program = observation.evidence.recorded?.program ?? {}, { layers, weightDecay = 0 } = program;
  if (layers === undefined) return notTested("Record a network's layers.");
  const dropout = layers.find(({ rate = 0 }) => rate >= LIMITS.dropped);
  const penalised = layers.find(({ penalty = 0 }) => penalty >= LIMITS.penalty);
  const reason = [speaksFor("regularisation", 3)];
  const last = layers.at(-1);
  if (last !== undefined && /Dropout/.test(last.type) && !isTorch(program)) {
    return atLine(
      found("critical", `Layer ${last.name} drops answers: it comes after the last layer`, {}, reason),
      `Put ${last.name} before the last layer with weights.`,
    );
  }
  const decays = weightDecay >= (/AdamW/.test(program.optimizer ?? "") ? LIMITS.decoupled : LIMITS.penalty);
  if (dropout === undefined && penalised === undefined && !decays || works(observation)) return clear();
  if (dropout?.rate !== undefined) {
    const title = `Dropout takes away ${
      formatNumber(100 * dropout.rate)
    }% of what reaches layer ${dropout.name}`;
    return atLine(
      found("critical", title, { rate: dropout.rate }, reason),
      `Set the rate of ${dropout.name} to 0.2 to 0.5 (it is the share that is dropped, not the one that is kept).`,
    );
  }
  if (penalised === undefined) {
    return atLine(
      found(
        "critical",
        `The weight decay of ${formatNumber(weightDecay)} outweighs the loss`,
        { weightDecay },
        reason,
      ),
      `Set weight_decay of ${program.optimizer ?? "the optimiser"} to 1e-4, or leave it out.`,
    );
  }
  const { name, penalty = 0 } = penalised;
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
