import { costOfGuessing, works } from "../program.ts";
import type { Observation, Outcome, Rule } from "../records.ts";
import { formatNumber } from "../../text/mod.ts";
import { atLine, clear, found, notTested, speaksFor } from "./outcome.ts";

/** First layers that bring inputs to scale themselves, or look numbers up. */
const SCALES_ITSELF = /Normalization|BatchNorm|LayerNorm|Rescaling|Embedding/;

export const unscaledInputs: Rule = {
  name: "unscaled-inputs",
  watches: "range of the inputs that reach the first layer",
  predicate:
    "values beyond 50, or columns whose spreads differ a thousandfold; a statement where the loss begins low and halves. Or none beyond 0.05, and the loss is not halved",
  remedy:
    "Scale the inputs before the first layer: divide images by 255, standardise columns by the training rows' mean and deviation.",
  source: "LeCun, Bottou, Orr and Mueller 1998, efficient backprop; UMLAUT, input normalisation",
  readsRecord: true,
  settles: "all shapes",
  check,
};

function check(observation: Observation): Outcome {
  const { inputs, layers = [] } = observation.evidence.recorded?.program ?? {};
  if (inputs?.min === undefined || inputs.max === undefined || inputs.std === undefined) {
    return notTested("Record a program whose inputs are arrays.");
  }
  const first = layers.find(({ type }) => !/Flatten|Dropout|Reshape|InputLayer/.test(type));
  const largest = Math.max(Math.abs(inputs.min), Math.abs(inputs.max));
  const [least, most] = inputs.columnStd ?? [1, 1];
  const facts = { min: inputs.min, max: inputs.max, std: inputs.std, columnsApart: most / least };
  if (first !== undefined && SCALES_ITSELF.test(first.type)) return clear(facts);
  const apart = most > 1000 * least && most > 5;
  if (largest > 0 && largest < 0.05 && !works(observation)) {
    return atLine(
      found("critical", `Inputs are next to nothing: none is beyond ${formatNumber(largest)}`, facts, [
        speaksFor("data", 3),
      ]),
      "Look whether they are divided by 255 twice (ToTensor and image loaders divide already).",
    );
  }
  if (largest <= 50 && !apart) return clear(facts);
  // what is out of scale shows in the loss of the first steps
  const guess = costOfGuessing(observation.evidence.recorded?.program ?? {}) ?? Infinity;
  const harmless = works(observation) && (observation.history.trainLoss[0] ?? 0) < 2 * guess;
  return found(
    harmless ? "info" : "critical",
    `Inputs are not scaled: ${formatNumber(inputs.min)} to ${formatNumber(inputs.max)}${
      apart ? `, columns spread ${formatNumber(most / least)}-fold` : ""
    }`,
    facts,
    harmless ? [] : [speaksFor("data", 3)],
  );
}
