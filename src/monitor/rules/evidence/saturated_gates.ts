import { formatPercent } from "../../../text/mod.ts";
import type { Gates, Observation, Outcome, Rule } from "../../records.ts";
import { clear, explainedVariance, found, notTested, speaksFor, WORKS } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("saturated-gates");

export const saturatedGates: Rule = {
  name: "saturated-gates",
  watches: "gate activations below 0.05 or above 0.95",
  predicate: `over ${formatPercent(LIMITS.share)} of a gate's`,
  remedy:
    "Reset the gates' biases (input and output 0, forget 1) and lower the rate if they saturate in training.",
  source: "Karpathy, Johnson and Li 2015, gate saturation; SageMaker Debugger SaturatedActivation",
  check,
};

/**
 * An input or output gate that is nearly always shut or open, or a forget gate that is shut: its
 * sigmoid has no slope left. A forget gate that stays open is how an LSTM remembers, and is fine.
 */
function check({ evidence }: Observation): Outcome {
  const { initialGates, gates } = evidence;
  if (initialGates === undefined && gates === undefined) {
    return notTested(
      "Record the share of gate activations below 0.05 and above 0.95, before and after training.",
    );
  }
  const atStart = initialGates && worstGate(initialGates), atEnd = gates && worstGate(gates);
  if (atStart !== undefined && atStart.share > LIMITS.share) {
    return found(
      "critical",
      `The ${atStart.gate} gate is saturated before the first update (${formatPercent(atStart.share)})`,
      { gate: atStart.gate, share: atStart.share, when: "before training" },
      [speaksFor("initialisation", 3)],
    );
  }
  const works = (explainedVariance(evidence) ?? 0) >= WORKS;
  if (atEnd === undefined || atEnd.share <= LIMITS.share || works) {
    return clear({ share: atEnd?.share ?? atStart!.share });
  }
  return found(
    "warning",
    `The ${atEnd.gate} gate is saturated after training (${formatPercent(atEnd.share)})`,
    { gate: atEnd.gate, share: atEnd.share, when: "after training" },
    [speaksFor("learning rate", 1)],
  );
}

function worstGate({ input, forget, output }: Gates): { gate: string; share: number } {
  const shares = [
    { gate: "input", share: input.closed + input.open },
    { gate: "forget", share: forget.closed },
    { gate: "output", share: output.closed + output.open },
  ];
  return shares.reduce((a, b) => b.share > a.share ? b : a);
}
