import { isTorch, readingsWith } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { atLine, clear, found, notTested, speaksFor } from "../outcome.ts";

export const gradientStopped: Rule = {
  name: "gradient-stopped",
  watches: "layers that the optimiser holds and no gradient reaches",
  predicate:
    "a layer without a gradient at every reading while others have one; a loss that is cut off, or that comes through round() or sign()",
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
  if (recorded.program.clearedBeforeUpdate === true) return clear();
  const stops = recorded.program.gradientStopsAt;
  const passes = readings.some(({ gradientNorms }) =>
    Object.values(gradientNorms).some((norm) => (norm ?? 0) > 0)
  );
  if (stops !== undefined && !passes) {
    return atLine(
      found("critical", `No gradient passes ${stops}() on the way from the loss to the weights`, { stops }, [
        speaksFor("program", 3),
      ]),
      `Take ${stops} out of the loss: give it the network's output as it is, and round for the metric only.`,
    );
  }
  const idle = recorded.program.notTrained ?? [];
  const isFrozen = (layer: string) => idle.some((name) => name === layer || name.startsWith(`${layer}.`));
  const names = Object.keys(readings[0].gradientNorms).filter((name) => !isFrozen(name));
  const cut = names.filter((name) => readings.every(({ gradientNorms }) => gradientNorms[name] === null));
  const facts = { cut: cut.length, layers: names.length };
  const reached = names.some((name) => readings.some(({ gradientNorms }) => (gradientNorms[name] ?? 0) > 0));
  if (cut.length === 0 || !reached && !isTorch(recorded.program)) return clear(facts);
  if (reached) {
    return found(
      "critical",
      `No gradient reaches layer ${cut.slice(0, 3).join(", ")}: it cannot learn`,
      facts,
      [speaksFor("program", 3)],
    );
  }
  return atLine(
    found("critical", "No gradient reaches any layer", facts, [speaksFor("program", 3)]),
    "Look for loss.backward() that is missing, comes after step() or has no parentheses; then for detach(), .data, .item() or torch.no_grad between loss and weights.",
  );
}
