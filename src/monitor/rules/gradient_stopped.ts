import { isTorch, readingsWith } from "../program.ts";
import type { Observation, Outcome, Rule } from "../records.ts";
import { atLine, clear, found, notTested, speaksFor } from "./outcome.ts";

export const gradientStopped: Rule = {
  name: "gradient-stopped",
  watches: "layers that the optimiser holds and no gradient reaches",
  predicate:
    "a layer without a gradient, or with one of exactly zero, at every reading while others have one",
  remedy:
    "Look between this layer and the loss for what cuts the gradient: detach(), .data, .item(), numpy, torch.no_grad, argmax, stop_gradient.",
  source: "PyTorch's notes on autograd mechanics; TensorFlow's guide to gradients",
  readsRecord: true,
  settles: "all shapes",
  check,
};

function check({ evidence: { recorded } }: Observation): Outcome {
  const readings = recorded === undefined ? [] : readingsWith(recorded, "gradientNorms");
  if (recorded === undefined || readings.length === 0) return notTested("Record the gradients by layer.");
  if (recorded.program.lossCut === true) {
    return atLine(
      found(
        "critical",
        "The loss is cut from the network: backward() reaches no weight",
        {},
        [speaksFor("program", 3)],
      ),
      "Call backward() on the loss as it was computed: no detach(), .item(), .data, torch.tensor(loss) or requires_grad_() around it.",
    );
  }
  const idle = recorded.program.notTrained ?? [];
  const isFrozen = (layer: string) => idle.some((name) => name === layer || name.startsWith(`${layer}.`));
  const names = Object.keys(readings[0].gradientNorms).filter((name) => !isFrozen(name));
  const cut = names.filter((name) => readings.every(({ gradientNorms }) => gradientNorms[name] === null));
  const facts = { cut: cut.length, layers: names.length };
  const reached = names.some((name) => readings.some(({ gradientNorms }) => (gradientNorms[name] ?? 0) > 0));
  if (cut.length === 0 || !reached && !isTorch(recorded.program)) return clear(facts);
  return found(
    "critical",
    reached
      ? `No gradient reaches layer ${cut.slice(0, 3).join(", ")}: it cannot learn`
      : "No gradient reaches any layer",
    facts,
    [speaksFor("program", 3)],
  );
}
