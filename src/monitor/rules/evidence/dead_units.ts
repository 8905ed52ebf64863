import { readingsWith } from "../../program.ts";
import type { Observation, Outcome, Recorded, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("dead-units");

export const deadUnits: Rule = {
  name: "dead-units",
  watches: "hidden units whose output never varies",
  predicate: `over ${LIMITS.share} of them`,
  remedy: "Start from random weights; lower the learning rate if units die in training.",
  source: "SageMaker Debugger DeadRelu; AutoTrainer, dying ReLU; DeepDiagnosis, dead node",
  check,
};

/** More than half of the hidden units give the same output whatever the input. */
function check({ evidence }: Observation): Outcome {
  const layer = evidence.recorded === undefined ? undefined : deadestLayer(evidence.recorded);
  if (layer !== undefined) {
    if (layer.dead <= LIMITS.share) return clear(layer);
    return found(
      layer.dead > LIMITS.nearlyAll ? "critical" : "warning",
      `${formatNumber(100 * layer.dead)}% of the units of layer ${layer.name} give the same for every row`,
      layer,
      [speaksFor("initialisation", layer.fromTheStart ? 3 : 1)],
    );
  }
  if (evidence.units === undefined) {
    return notTested("Count the hidden units whose output does not vary over the data.");
  }
  const { total, dead } = evidence.units;
  if (dead <= LIMITS.share * total) return clear({ total, dead });
  return found(
    dead === total ? "critical" : "warning",
    `${dead} of ${total} hidden units are dead`,
    { total, dead },
    [speaksFor("initialisation", 1)],
  );
}

/** The layer with the largest share of dead units at the last reading: units that die in training die of something else. */
function deadestLayer(
  recorded: Recorded,
): { readonly name: string; readonly dead: number; readonly fromTheStart: boolean } | undefined {
  const readings = readingsWith(recorded, "activations");
  const layers = Object.entries(readings.at(-1)?.activations ?? {}).flatMap(([name, { dead }]) =>
    dead === undefined ? [] : [{ name, dead }]
  );
  if (layers.length === 0) return undefined;
  const worst = layers.reduce((a, b) => b.dead > a.dead ? b : a);
  const atFirst = readings.find(({ step }) => step <= 1)?.activations[worst.name]?.dead ?? 0;
  return { ...worst, fromTheStart: atFirst > LIMITS.nearlyAll };
}
