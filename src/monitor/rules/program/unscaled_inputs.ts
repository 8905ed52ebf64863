import { costOfGuessing, works } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { atLine, clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("unscaled-inputs");

/** First layers that bring inputs to scale themselves, or look numbers up. */
const SCALES_ITSELF = /Normalization|BatchNorm|LayerNorm|Rescaling|Embedding/;

export const unscaledInputs: Rule = {
  name: "unscaled-inputs",
  watches: "range of the inputs that reach the first layer",
  predicate:
    `values beyond ${LIMITS.largest}, or columns whose spreads differ ${LIMITS.apart}-fold; a statement where the loss begins low and halves. Or none beyond ${LIMITS.least}, or a deviation under ${LIMITS.varies} of the mean, and the loss is not halved`,
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
  const apart = most > LIMITS.apart * least && most > LIMITS.apartFrom;
  if (largest > 0 && largest < LIMITS.least && !works(observation)) {
    return atLine(
      found("critical", `Inputs are next to nothing: none is beyond ${formatNumber(largest)}`, facts, [
        speaksFor("data", 3),
      ]),
      "Look whether they are divided by 255 twice (ToTensor and image loaders divide already).",
    );
  }
  const { mean = 0, std } = inputs;
  if (std > 0 && std < LIMITS.varies * Math.abs(mean) && !works(observation)) {
    return found(
      "critical",
      `Inputs hardly vary: ${formatNumber(mean)} on average, with a standard deviation of ${
        formatNumber(std)
      }`,
      facts,
      [speaksFor("data", 3)],
    );
  }
  if (largest <= LIMITS.largest && !apart) return clear(facts);
  // what is out of scale shows in the loss of the first steps
  const guess = costOfGuessing(observation.evidence.recorded?.program ?? {}) ?? Infinity;
  const harmless = works(observation) && (observation.history.trainLoss[0] ?? 0) < LIMITS.begins * guess;
  return found(
    harmless ? "info" : "critical",
    `Inputs are not scaled: ${formatNumber(inputs.min)} to ${formatNumber(inputs.max)}${
      apart ? `, columns spread ${formatNumber(most / least)}-fold` : ""
    }`,
    facts,
    harmless ? [] : [speaksFor("data", 3)],
  );
}
