import { max, median } from "simple-statistics";
import { layersWithWeights, lossKind, readingsWith, works } from "../../program.ts";
import type { Observation, Outcome, Recorded, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { regularisedTooMuch } from "./regularised_too_much.ts";
import { atLine, clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("update-size");

/** Rates with which an optimiser is used, with room to spare: [lowest, highest]. */
const USUAL: readonly [RegExp, readonly [number, number]][] = [
  [/adam|rmsprop|lion/i, [LIMITS.adamLeast, LIMITS.adamMost]],
  [/sgd|momentum/i, [LIMITS.descentLeast, LIMITS.descentMost]],
  [/adagrad/i, [LIMITS.adaptiveLeast, LIMITS.adaptiveMost]],
  [/adadelta/i, [LIMITS.adadeltaLeast, LIMITS.adaptiveMost]],
];

/** One update moves a weight by about a thousandth of it when training goes well. */
export const updateSize: Rule = {
  name: "update-size",
  watches: "update-to-weight ratio by layer, and the rate against what its optimiser is used with",
  predicate:
    `the median layer moves by over ${LIMITS.typicalMost} or under ${LIMITS.typicalLeast} of its weights at a time, or the rate is far out of its usual range, and the loss is not halved; or weights that began finite are not, on rows that are`,
  remedy: "Change the learning rate by tens until an update is about a thousandth of the weights.",
  source:
    "Karpathy 2019, a recipe for training neural networks; SageMaker Debugger WeightUpdateRatio; Kingma and Ba 2015, Adam",
  readsRecord: true,
  settles: "all shapes",
  check,
};

function check(observation: Observation): Outcome {
  const { recorded } = observation.evidence;
  if (recorded === undefined) return notTested("Record the updates by layer.");
  const { program: { learningRate: rate, optimizer = "", ...program } } = recorded;
  const lost = lostAt(recorded);
  if (lost !== undefined) {
    return atLine(
      found(
        "critical",
        `The weights blow up by step ${lost}: ${optimizer}${
          rate === undefined ? "" : ` at ${formatNumber(rate)}`
        } steps too far`,
        { rate: rate ?? null, step: lost },
        [speaksFor("learning rate", 3)],
      ),
      `Divide the learning rate of ${optimizer || "the optimiser"} by ten to a hundred, and try again.`,
    );
  }
  const zeroAtFirst = layersWithWeights(program).some(({ weightScale }) => weightScale === 0);
  const ratios = readingsWith(recorded, "updateRatios").map(({ updateRatios }) => {
    const moving = Object.values(updateRatios).filter((ratio) => Number.isFinite(ratio) && ratio > 0);
    return moving.length === 0 ? NaN : median(moving);
  }).filter(Number.isFinite);
  if (ratios.length === 0 || zeroAtFirst) {
    return notTested("Record updates of layers that do not begin at zero.");
  }
  const typical = median(ratios), largest = max(ratios);
  const [low, high] = USUAL.find(([name]) => name.test(optimizer))?.[1] ?? [0, Infinity];
  const facts = { rate: rate ?? null, typicalRatio: typical, largestRatio: largest };
  if (works(observation)) return clear(facts);
  // a decay that shrinks the weights step by step is no matter of the rate
  const decays = rate !== undefined && rate <= high &&
    regularisedTooMuch.check(observation).status === "found";
  const named = `${optimizer}${rate === undefined ? "" : ` at ${formatNumber(rate)}`}`;
  if (typical > LIMITS.typicalMost || largest > LIMITS.largest || (rate ?? 0) > high) {
    return atLine(
      found(
        "critical",
        `Updates are too large: ${named} moves a layer by ${
          formatNumber(100 * Math.max(typical, Math.min(largest, 1)))
        }% in one step (a tenth of a per cent is usual)`,
        facts,
        [speaksFor("learning rate", decays ? 2 : 3)],
      ),
      `Divide the learning rate of ${optimizer || "the optimiser"} by ten to a hundred, and try again.`,
    );
  }
  if (typical < LIMITS.typicalLeast || (rate ?? Infinity) < low) {
    return atLine(
      found(
        "critical",
        `Updates are too small: ${named} moves a layer by ${
          formatNumber(100 * typical)
        }% in one step (a tenth of a per cent is usual)`,
        facts,
        [speaksFor("learning rate", 3)],
      ),
      `Multiply the learning rate of ${optimizer || "the optimiser"} by ten to a hundred, and try again.`,
    );
  }
  return clear(facts);
}

/**
 * Step at which weights were found to be lost, though the rows are finite (all of them: a batch says nothing of the others) and
 * the loss is one of the framework's.
 */
function lostAt({ readings, program }: Recorded): number | undefined {
  const lost = readings.find(({ notFinite = [] }) => notFinite.length > 0);
  const { inputs, batchSize } = program;
  const isSound = inputs?.nonFinite === 0 && inputs.shape?.[0] !== batchSize &&
    lossKind(program) !== undefined;
  return isSound && lost !== undefined && lost.step > 0 ? lost.step : undefined;
}
