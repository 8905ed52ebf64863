import { someOf } from "../../../text/mod.ts";
import { isTorch, readingsWith } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { atLine, clear, found, notTested, speaksFor } from "../outcome.ts";

/** A frozen backbone is meant; weights that the optimiser was never given, or a frozen last layer, are not. */
export const frozenLayers: Rule = {
  name: "frozen-layers",
  watches: "weights that the optimiser does not hold, and layers that no update moves",
  predicate:
    "weights that can be trained are not in the optimiser or not in the model, gradients are cleared before the update, or the last layer with weights does not move",
  remedy: "Give the optimiser all that is to be trained, and freeze nothing that is.",
  source: "Humbatova et al. 2020, taxonomy of real faults; SageMaker Debugger UnchangedTensor",
  readsRecord: true,
  settles: "all shapes",
  check,
};

function check({ evidence: { recorded } }: Observation): Outcome {
  const readings = recorded === undefined ? [] : readingsWith(recorded, "updateRatios");
  if (recorded === undefined || readings.length === 0) return notTested("Record the updates by layer.");
  const { program } = recorded;
  const forgotten = program.notInOptimizer ?? [];
  const ratios = readings.map(({ updateRatios }) => updateRatios);
  const names = Object.keys(ratios[0]);
  const still = names.filter((name) => ratios.every((ratio) => ratio[name] === 0));
  const last = names.at(-1);
  const facts = { still: still.length, layers: names.length, notInOptimizer: forgotten.length };
  const all = names.length > 0 && still.length === names.length;
  const torch = isTorch(program);
  if (program.clearedBeforeUpdate === true) {
    return atLine(
      found(
        "critical",
        "The gradients are cleared between backward() and step(): the update has nothing to go by",
        facts,
        [speaksFor("program", 3)],
      ),
      "Write optimizer.zero_grad() before loss.backward(), not after it.",
    );
  }
  const strangers = program.notInModel ?? [];
  if (strangers.length > 0) {
    return atLine(
      found(
        "critical",
        `The loss comes from weights that the model does not list (${some(strangers)}): they never change`,
        facts,
        [speaksFor("program", 3)],
      ),
      "Keep layers in torch.nn.ModuleList or ModuleDict, not in a list or dict, and make none in forward().",
    );
  }
  if (forgotten.length > 0) {
    return atLine(
      found(
        "critical",
        `The optimiser does not hold ${some(forgotten)}: they never change`,
        facts,
        [speaksFor("program", 3)],
      ),
      "Make the optimiser from model.parameters() of this very model, after all its layers; keep layers in ModuleList, not in a list.",
    );
  }
  const frozenHead = last !== undefined && still.includes(last) &&
    (program.notTrained === undefined || program.notTrained.some((name) => name.includes(last)) || all);
  if (!all && !frozenHead) return clear(facts);
  return atLine(
    found(
      "critical",
      all ? "No update moves any layer" : `No update moves the last layer, ${last}`,
      facts,
      [speaksFor("program", 3)],
    ),
    torch
      ? "Look for requires_grad_(False) on it, a missing loss.backward() or optimizer.step(), and whose parameters the optimiser was given."
      : "Look for trainable = False on the model or the layer, set before compile.",
  );
}

function some(names: readonly string[]): string {
  return someOf(names, 3);
}
