/**
 * Which of the recorder's experiments would decide between the causes that are left.
 *
 * @module
 */
import type { Diagnosis } from "./diagnose.ts";
import type { Cause, Experiments, Recorded } from "./records.ts";

/** The experiment whose outcome speaks most clearly for or against each cause. */
const DECIDES: Readonly<Record<Cause, keyof Experiments>> = {
  "program": "oneBatch",
  "measurement": "sharedRows",
  "data": "labels",
  "information": "inputs",
  "initialisation": "lossAtStart",
  "learning rate": "rates",
  "optimisation through time": "oneBatch",
  "training budget": "rates",
  "capacity": "oneBatch",
  "regularisation": "labels",
};

/**
 * Names of the experiments that would tell the two leading causes apart and were not made yet, as the command takes them;
 * none where a cause was measured or nothing is wrong. Where nothing speaks for any cause one batch by heart comes first.
 */
export function decidingExperiments(
  { verdict: { cause, rivals } }: Pick<Diagnosis, "verdict">,
  { experiments }: Recorded,
): readonly string[] {
  if (cause === "none" || rivals[0].score >= 3 && rivals[0].score > rivals[1].score) return [];
  const leading = rivals.filter(({ score }) => score > 0).slice(0, 2).map(({ cause }) => DECIDES[cause]);
  const wanted = leading.length === 0 ? ["oneBatch", "rates"] as const : leading;
  return [...new Set(wanted)].filter((name) => experiments[name] === undefined)
    .map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}
