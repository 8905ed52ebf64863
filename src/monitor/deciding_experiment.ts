/**
 * Which of the recorder's experiments would decide between the causes that are left.
 *
 * @module
 */
import type { Diagnosis } from "./diagnose.ts";
import type { Cause, Experiments, Recorded } from "./records.ts";

/** The experiments whose outcome speaks most clearly for or against each cause, the clearest first. */
const DECIDES: Readonly<Record<Cause, readonly (keyof Experiments)[]>> = {
  "program": ["oneBatch", "gradients"],
  "measurement": ["sharedRows"],
  "data": ["labels"],
  "information": ["inputs"],
  "initialisation": ["lossAtStart"],
  "learning rate": ["rates"],
  "optimisation through time": ["oneBatch"],
  "training budget": ["rates"],
  "capacity": ["oneBatch"],
  "regularisation": ["labels"],
};

/** What an experiment says something of only beside another: a network that learns nothing says nothing of its labels. */
const BESIDE: Readonly<Partial<Record<keyof Experiments, keyof Experiments>>> = { labels: "oneBatch" };

/**
 * Names of the experiments that would tell the two leading causes apart and were not made yet, as the command takes them;
 * none where a cause was measured or nothing is wrong. Where nothing speaks for any cause one batch by heart comes first.
 */
export function decidingExperiments(
  { verdict: { cause, rivals } }: Pick<Diagnosis, "verdict">,
  { experiments }: Recorded,
): readonly string[] {
  if (cause === "none" || rivals[0].score >= 3 && rivals[0].score > rivals[1].score) return [];
  const open = (names: readonly (keyof Experiments)[]) =>
    names.filter((name) => experiments[name] === undefined);
  const leading = rivals.filter(({ score }) => score > 0).slice(0, 2).flatMap(({ cause }) =>
    open(DECIDES[cause]).slice(0, 1)
  );
  const wanted = leading.length === 0 ? open(["oneBatch", "rates"]) : leading;
  const all = wanted.flatMap((name) => [...open([BESIDE[name] ?? name]), name]);
  return [...new Set(all)].map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}
