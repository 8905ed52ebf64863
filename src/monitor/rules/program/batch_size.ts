import { works } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("batch-size");

export const batchSize: Rule = {
  name: "batch-size",
  watches: "rows of a batch, and updates in the whole training",
  predicate:
    `${LIMITS.normalised} rows a batch or fewer with batch normalisation, or ${LIMITS.share} of the rows and more in one batch and fewer than ${LIMITS.updates} updates, and the loss is not halved`,
  remedy: "Use 16 to 128 rows a batch: more updates an epoch, steady enough gradients.",
  source:
    "Masters and Luschi 2018, revisiting small batch training; Keskar et al. 2017, on large-batch training",
  readsRecord: true,
  settles: "budget",
  check,
};

function check(observation: Observation): Outcome {
  const { recorded } = observation.evidence, { batchSize: size, rows, layers = [] } = recorded?.program ?? {};
  if (recorded === undefined || size === undefined) {
    return notTested("Record a program whose batches can be seen.");
  }
  const { updates = 0 } = recorded;
  const facts = { batchSize: size, rows: rows ?? null, updates };
  if (works(observation)) return clear(facts);
  const normalised = layers.some(({ type }) => /BatchNorm/.test(type));
  if (size <= LIMITS.normalised && normalised) {
    return found("critical", `Batch normalisation over ${size} row(s): its statistics are noise`, facts, [
      speaksFor("program", 3),
    ]);
  }
  if (
    rows !== undefined && rows >= LIMITS.fewest && size >= LIMITS.share * rows && updates < LIMITS.updates
  ) {
    return found(
      "warning",
      `${size} of ${rows} rows make one batch: ${updates} updates in the whole training`,
      facts,
      [speaksFor("training budget", 3)],
    );
  }
  return clear(facts);
}
