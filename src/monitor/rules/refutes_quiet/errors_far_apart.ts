import { endLevel, finite, indexOfBest, leadingLoss, shareRight } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { tail } from "../../series.ts";
import { isBoosted } from "../../tools.ts";
import { formatNumber } from "../../../text/mod.ts";
import { atLine, clear, doesNotApply, found, levelOf, speaksFor } from "../outcome.ts";
import { generalisationGap } from "../fit/generalisation_gap.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("errors-far-apart");

/** Rows of one source, measured in one way, do not cost ten times what others do, unless they are learned by heart. */
export const errorsFarApart: Rule = {
  name: "errors-far-apart",
  watches: "training loss and held-out loss at the end",
  predicate:
    `one is ${LIMITS.times} times the other, under ${LIMITS.learned} of the answers are right as far as was logged, and no gap was found; a statement where held-out rows are the cheaper ones, or cheapest at the end`,
  remedy:
    "Evaluate some training rows the way the held-out ones are. If they cost as little as in training they are learned by heart: stop where held-out rows are best, then more data or augmentation; if not, the losses are not the same measure.",
  source: "Hastie, Tibshirani and Friedman, section 7.2",
  readsSeries: true,
  refutesQuiet: true,
  check,
};

function check(observation: Observation): Outcome {
  const { history } = observation, loss = leadingLoss(history, "validation", "test");
  // trees fit the training rows by their nature
  if (kindOf(history) !== "supervised" || isBoosted(history)) return doesNotApply();
  const [seen, unseen] = [finite(history.trainLoss), finite(loss?.values ?? [])];
  if (loss === undefined || Math.min(seen.length, unseen.length) < LIMITS.fewest) {
    return doesNotApply();
  }
  const [train, held] = [endLevel(seen), endLevel(unseen)], facts = { train, held };
  const isApart = Math.min(train, held) > 0 &&
    Math.max(train / held, held / train) > LIMITS.times && (shareRight(history)?.share ?? 0) < LIMITS.learned;
  if (!isApart || generalisationGap.check(observation).status === "found") return clear(facts);
  const said = `${loss.name} ends at ${levelOf(held, unseen)}, the training loss at ${levelOf(train, seen)}`;
  if (held < train) {
    return atLine(
      found("info", `${said}: are both the same measure?`, facts, [speaksFor("measurement", 1)]),
      MEASURE,
    );
  }
  const isLate = indexOfBest(loss) >= loss.values.length - tail(loss.values).length;
  return found(
    isLate ? "info" : "warning",
    `${said}: learned by heart, or not the same measure`,
    {
      ...facts,
      ...(isLate ? {} : { but: `HELD-OUT ROWS COST ${formatNumber(held / train, 2)} TIMES AS MUCH` }),
    },
    [speaksFor("regularisation", 1), speaksFor("measurement", 1)],
  );
}

const MEASURE =
  "Evaluate some training rows the way the held-out ones are: sums against means, terms that only training has, dropout and augmentation.";
