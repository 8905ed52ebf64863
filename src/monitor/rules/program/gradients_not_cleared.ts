import type { Observation, Outcome, Rule } from "../../records.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";

export const gradientsNotCleared: Rule = {
  name: "gradients-not-cleared",
  watches: "whether a gradient is the tensor of the last update, added to",
  predicate: "it is: every step uses the sum of all gradients so far",
  remedy: "Write optimizer.zero_grad() before loss.backward() in the loop.",
  source: "PyTorch's documentation of Optimizer.zero_grad",
  readsRecord: true,
  settles: "all shapes",
  check,
};

function check({ evidence: { recorded } }: Observation): Outcome {
  const { program } = recorded ?? {};
  if (program?.framework?.startsWith("pytorch") !== true) {
    return notTested("Only a PyTorch loop clears its gradients itself.");
  }
  // weights that the optimiser does not hold are not cleared by its zero_grad
  if (program.gradientsKept !== true || (program.notInOptimizer ?? []).length > 0) return clear();
  return found("critical", "The gradients are never cleared: each step adds to those before it", {}, [
    speaksFor("program", 3),
  ]);
}
