import { endLevel, readingsLike } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { loggedPoints, neighbourMedians, unitOf } from "../../series.ts";
import { isTransformer } from "../../tools.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, doesNotApply, found, notTested } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("answers-cut");

/** An answer that is cut at the limit never comes to its end, and is rewarded for what it had not said yet. */
export const answersCut: Rule = {
  name: "answers-cut",
  watches: "share of a language model's answers that end at the limit of their length",
  predicate: `at the end it is ${formatPercent(LIMITS.share)} or more`,
  remedy:
    "Raise max_completion_length, or ask for short answers and reward the end of a sequence; check that the end-of-sequence token can be said. Rewards, temperature and rate come after that.",
  source: "TRL, logged metrics of GRPOTrainer",
  readsSeries: true,
  check,
};

function check({ history }: Observation): Outcome {
  const [cut] = readingsLike(history, /completions?_clipped_ratio$|(^|_)response_length_clip_ratio$/);
  if (kindOf(history) !== "reinforcement" || !isTransformer(history) && cut === undefined) {
    return doesNotApply();
  }
  if (cut === undefined || cut.values.length < 3) return notTested("Log completions/clipped_ratio.");
  const share = endLevel(cut.values);
  if (!(share >= LIMITS.share)) return clear({ share });
  const [length] = readingsLike(history, /(completions?|response)_(mean_)?length(_mean)?$/);
  const { at, values } = loggedPoints(cut), window = Math.max(3, Math.ceil(LIMITS.window * values.length));
  // one batch in which fewer are cut is no end of it
  const before = neighbourMedians(values, window).findLastIndex((level) => level < LIMITS.held);
  const from = before < 0 ? 0 : before + window - 1;
  const since = at[values.findIndex((share, i) => i >= from && share >= LIMITS.share)] ?? at[from];
  return found(
    "warning",
    `Answers are cut at the limit of their length: ${formatPercent(share)} of them (${cut.name})${
      length === undefined ? "" : `, ${length.name} about ${formatNumber(endLevel(length.values))}`
    }, since ${unitOf(history)} ${since}`,
    { share, since },
  );
}
