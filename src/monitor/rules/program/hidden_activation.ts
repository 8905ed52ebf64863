import { endsWell, hiddenActivations, isTorch } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { atLine, clear, found, notTested, speaksFor } from "../outcome.ts";

/** Layers that bend what passes through them, beside activations. */
const BENDS = /RNN|LSTM|GRU|Pool|Attention|Transformer|Maxout/;

export const hiddenActivation: Rule = {
  name: "hidden-activation",
  watches: "activations between the layers with weights",
  predicate:
    "none at all, or softmax in a hidden layer, and the loss does not end under a quarter of guessing",
  remedy: "Put ReLU (or tanh) after each hidden layer.",
  source:
    "Leshno, Lin, Pinkus and Schocken 1993, networks with a nonpolynomial activation can approximate any function; DeepFD, activation faults",
  readsRecord: true,
  settles: "all shapes",
  check,
};

function check(observation: Observation): Outcome {
  const program = observation.evidence.recorded?.program ?? {};
  const hidden = hiddenActivations(program);
  if (hidden === undefined) return notTested("Record a network's layers.");
  const facts = { hiddenLayers: hidden.length };
  const softmax = hidden.find(({ activation }) => activation === "softmax");
  const allFlat = hidden.length > 0 && hidden.every(({ activation }) => activation === "linear") &&
    !(program.layers ?? []).some(({ type }) => BENDS.test(type));
  if (softmax === undefined && !allFlat || endsWell(observation)) return clear(facts);
  const torch = isTorch(program);
  if (softmax !== undefined) {
    return atLine(
      found(
        "critical",
        `Softmax in the hidden layer ${softmax.name}: all its units share one sum, next to nothing passes`,
        facts,
        [speaksFor("program", 3)],
      ),
      torch
        ? `Write torch.relu after ${softmax.name}; softmax belongs to the end.`
        : `Write activation="relu" in ${softmax.name}; softmax belongs to the last layer.`,
    );
  }
  return atLine(
    found(
      "critical",
      `No activation between the layers: ${hidden.length + 1} linear layers are one linear layer`,
      facts,
      [speaksFor("program", 3)],
    ),
    torch
      ? `Put torch.nn.ReLU() after ${hidden[0].name} and each other hidden layer.`
      : `Write activation="relu" in ${hidden[0].name} and each other hidden layer.`,
  );
}
