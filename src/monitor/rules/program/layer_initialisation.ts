import { layersWithWeights, works } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { atLine, clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("layer-initialisation");

/** Scale of a layer's first weights, over 1/sqrt(fan-in): Glorot's and He's lie between 0.5 and 1.5. */
export const layerInitialisation: Rule = {
  name: "layer-initialisation",
  watches: "scale of the first weights by layer, and whether units begin alike",
  predicate:
    `over ${LIMITS.large} times 1/sqrt(fan-in) (${LIMITS.largeAndStuck} where the loss is not halved) or under ${LIMITS.small}, or equal units in a hidden layer`,
  remedy: "Leave out the initialiser: the framework's own is right for most layers.",
  source: "Glorot and Bengio 2010; He, Zhang, Ren and Sun 2015; SageMaker Debugger PoorWeightInitialization",
  readsRecord: true,
  settles: "all shapes",
  check,
};

function check(observation: Observation): Outcome {
  const { evidence } = observation;
  const layers = layersWithWeights(evidence.recorded?.program ?? {});
  if (layers.length === 0) return notTested("Record a network from its first step on.");
  const hidden = layers.length > 1 ? layers.slice(0, -1) : layers;
  const alike = hidden.find(({ identicalUnits }) => identicalUnits);
  const most = works(observation) ? LIMITS.large : LIMITS.largeAndStuck;
  const large = layers.find(({ weightScale = 1 }) => weightScale > most);
  const small = hidden.find(({ weightScale = 1, units = LIMITS.fewest, fanIn = 1 }) =>
    weightScale < LIMITS.small && units * fanIn >= LIMITS.fewest
  );
  const wrong = alike ?? large ?? small;
  if (wrong === undefined) return clear({ layers: layers.length });
  const scale = wrong.weightScale ?? 0, by = wrong.initializer === undefined ? "" : ` (${wrong.initializer})`;
  const facts = { layer: wrong.name, scale, identical: wrong.identicalUnits ?? false };
  const title = alike !== undefined
    ? `All units of layer ${wrong.name} begin with the same weights${
      scale === 0 ? ", zero" : ""
    }${by}: they stay alike`
    : `The first weights of layer ${wrong.name} are ${formatNumber(scale)} times 1/sqrt(fan-in)${by}`;
  return atLine(
    found("critical", title, facts, [speaksFor("initialisation", 3)]),
    wrong.initializer === undefined
      ? `Look for torch.nn.init or weights set by hand on ${wrong.name}; the layer's own start is right.`
      : `Leave out kernel_initializer in ${wrong.name}: GlorotUniform is Keras's own.`,
  );
}
