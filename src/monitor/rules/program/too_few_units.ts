import { endLevel } from "../../logged.ts";
import {
  classCounts,
  costOfGuessing,
  endsWell,
  isTorch,
  layersWithWeights,
  outputUnits,
} from "../../program.ts";
import type { Observation, Outcome, ProgramFacts, RecordedLayer, Rule } from "../../records.ts";
import { formatPercent } from "../../../text/mod.ts";
import { atLine, clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("too-few-units");

/** Layers after which all that is known has passed through their units. */
const PLAIN = /^(Dense|Linear)$/;

/** What a straight line cannot divide, and what one unit cannot carry, is told where the data themselves tell more. */
export const tooFewUnits: Rule = {
  name: "too-few-units",
  watches: "units of the hidden layers, against what the nearest rows tell of a row's targets",
  predicate: `no hidden layer, or one of ${LIMITS.units} units or fewer (or under ${
    formatPercent(LIMITS.ofClasses)
  } of the classes), the nearest rows tell over ${LIMITS.told}, and the training leaves over ${LIMITS.times} times as much, or a quarter of guessing`,
  remedy: "Add a hidden layer, or units: twice as many until training rows are fitted.",
  source:
    "Minsky and Papert 1969, perceptrons; Humbatova et al. 2020, taxonomy of real faults; Cover and Hart 1967, nearest neighbour classification",
  readsRecord: true,
  settles: "all shapes",
  check,
};

function check(observation: Observation): Outcome {
  const program = observation.evidence.recorded?.program ?? {}, told = program.neighbours?.explained;
  const layers = layersWithWeights(program);
  const isPlain = layers.every(({ type, units }) => PLAIN.test(type) && units !== undefined);
  if (told === undefined || layers.length === 0 || layers.length > LIMITS.layers || !isPlain) {
    return notTested("Record a small network of dense layers, with its rows.");
  }
  const narrowest = layers.slice(0, -1).reduce<RecordedLayer | undefined>(
    (least, layer) => least === undefined || layer.units! < least.units! ? layer : least,
    undefined,
  );
  const facts = { hiddenLayers: layers.length - 1, units: narrowest?.units ?? null, neighbours: told };
  const narrow = narrowest === undefined || narrowest.units! <= LIMITS.units ||
    narrowest.units! < LIMITS.ofClasses * (classCounts(program)?.length ?? 0);
  if (!narrow || told <= LIMITS.told || rebuilds(program) || comesAsNear(observation, told)) {
    return clear(facts);
  }
  const title = narrowest === undefined
    ? "There is no hidden layer: the network draws straight lines"
    : `All passes through the ${narrowest.units} unit(s) of layer ${narrowest.name}`;
  return atLine(
    found(
      "critical",
      `${title}, and the nearest other rows tell ${formatPercent(told)} of the targets`,
      facts,
      [speaksFor("capacity", 3)],
    ),
    isTorch(program)
      ? `Put Linear(..., 32), ReLU() before the last layer${
        narrowest === undefined ? "" : `, in the place of ${narrowest.name}`
      }.`
      : `Write Dense(32, activation="relu") ${
        narrowest === undefined ? "before the last layer" : `in the place of ${narrowest.name}`
      }.`,
  );
}

/** Whether the training leaves no more than the nearest rows do, a few times over. */
function comesAsNear(observation: Observation, told: number): boolean {
  const guess = costOfGuessing(observation.evidence.recorded?.program ?? {});
  if (guess === undefined || !endsWell(observation)) return false;
  const left = endLevel(observation.history.trainLoss.filter((loss) => loss !== null)) / guess;
  return left < Math.max(LIMITS.left, LIMITS.times * (1 - told));
}

/** An autoencoder is narrow on purpose. */
function rebuilds(program: ProgramFacts): boolean {
  const width = program.inputs?.shape?.at(-1);
  return width !== undefined && width > 1 && width === outputUnits(program);
}
