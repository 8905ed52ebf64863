import { median } from "simple-statistics";
import { finite, leadingLoss, seriesOf } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import type { LoggedSeries, Observation, Outcome, Rule } from "../../records.ts";
import { courseOf } from "../../rewards/reward_course.ts";
import { unitOf } from "../../series.ts";
import { formatCount } from "../../../text/mod.ts";
import { atLine, clear, doesNotApply, found, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("updates-of-nothing");

/** A gradient, or a loss, of exactly 0 among others that are large is none that became small: nothing reached the weights in that step. */
export const updatesOfNothing: Rule = {
  name: "updates-of-nothing",
  watches: "gradient norms and training losses of single steps that are exactly 0",
  predicate:
    `${LIMITS.share} or more of ${LIMITS.fewest} entries or more are 0, in the first half as in the second and not at equal distances, among others of ${LIMITS.large} and more; a statement where a reward rose meanwhile`,
  remedy:
    "Print the labels of the batches of such steps: all masked or ignored (-100), cut off by the maximal length, or empty; with mixed precision count the steps that its loss scale skips.",
  source: "definition: the gradient of a loss without a labelled row is 0",
  readsSeries: true,
  refutesQuiet: true,
  check,
};

function check({ history }: Observation): Outcome {
  const kind = kindOf(history), loss = leadingLoss(history, "train");
  const watched = [
    ...seriesOf(history, "gradient norm"),
    // the loss of a policy, or of an adversary, may be 0 for other reasons
    ...(kind === "supervised" && loss !== undefined ? [loss] : []),
  ];
  if (watched.length === 0) return doesNotApply();
  const nothing = watched.find(isNothingNowAndThen);
  if (nothing === undefined) return clear();
  const values = finite(nothing.values), zeros = values.filter((value) => value === 0).length;
  const isPolicy = kind === "reinforcement";
  const rises = isPolicy && ["risen", "open", "plateau"].includes(courseOf(history)?.state ?? "");
  const outcome = found(
    rises ? "info" : "warning",
    `${nothing.name} is exactly 0 in ${zeros} of ${formatCount(values.length, "logged value")}: those ${
      unitOf(history)
    }s taught nothing`,
    {
      zeros,
      of: values.length,
      ...(rises ? {} : { but: `${zeros} OF ${values.length} UPDATES ARE OF NOTHING` }),
    },
    [speaksFor("data", 2)],
  );
  return isPolicy ? atLine(outcome, ALIKE) : outcome;
}

const ALIKE =
  "Read the answers of such steps and their rewards: where all to one prompt are rewarded alike nothing is learned from them. Harder or easier prompts, a reward with steps, a higher temperature, more num_generations.";

/** Zeros all along the run, not where the rest has become small, nor where every k-th value alone was filled in. */
function isNothingNowAndThen({ values }: LoggedSeries): boolean {
  const known = finite(values), half = Math.floor(known.length / 2);
  if (known.length < LIMITS.fewest || !known.includes(0)) return false;
  const isOften = [known.slice(0, half), known.slice(half)].every((part) =>
    part.filter((value) => value === 0).length >= LIMITS.share * part.length
  );
  const others = known.filter((value) => value !== 0);
  return isOften && others.length >= LIMITS.others && median(others.map(Math.abs)) >= LIMITS.large &&
    !atEqualDistances(known);
}

function atEqualDistances(values: readonly number[]): boolean {
  const places = values.flatMap((value, i) => value === 0 ? [] : [i]);
  return new Set(places.slice(1).map((place, i) => place - places[i])).size === 1;
}
