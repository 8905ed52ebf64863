import { endLevel, finite, seriesOf } from "../logged.ts";
import { unitOf } from "../series.ts";
import type { History, Observation, Outcome, Rule } from "../records.ts";
import { isTransformer } from "../tools.ts";
import { formatCount, formatNumber, formatPercent } from "../../text/mod.ts";
import { clear, doesNotApply, found, notTested, speaksFor } from "./outcome.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("suspiciously-good");

/** Neither language nor labels made by people are foreseen with certainty: a loss near zero within an epoch means that the answer stands in the input. */
export const suspiciouslyGood: Rule = {
  name: "suspiciously-good",
  watches: "loss of a Hugging Face Trainer within its first epochs",
  predicate: `under ${LIMITS.loss} nats and ${LIMITS.share} of the first loss are left within ${
    formatPercent(LIMITS.within)
  } of the run`,
  remedy:
    "Look at ten rows: does the label stand in the input (a column, a file's name)? Count the labels: is there but one class? Are rows of the evaluation among those of training?",
  source: "Kapoor and Narayanan 2023, leakage",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check({ history }: Observation): Outcome {
  const losses = finite(history.trainLoss);
  if (!isTransformer(history)) return doesNotApply();
  if (losses.length < 4) {
    return notTested("It takes 4 logged losses.");
  }
  const early = losses.findIndex((loss) => loss < Math.min(LIMITS.loss, LIMITS.share * losses[0]));
  const level = endLevel(losses), facts = { first: losses[0], level };
  const held = seriesOf(history, "loss").find(({ split }) => split === "validation");
  const heldLow = held === undefined || endLevel(held.values) < LIMITS.heldOut;
  if (
    !(early >= 0 && early < losses.length * LIMITS.within && losses[0] > LIMITS.first &&
      level < LIMITS.loss &&
      heldLow)
  ) {
    return clear(facts);
  }
  // rows that came round several times are learned by heart sooner than anything leaks, and only others would tell
  const rounds = (history.epochStarts ?? []).filter((start) => start <= (history.at?.[early] ?? 0)).length;
  if (rounds > LIMITS.rounds && held === undefined) return byHeart(history, losses[0], level, rounds);
  const outcome = found(
    "warning",
    `Too good to be true: loss ${formatNumber(losses[0])} -> ${formatNumber(level)} by ${unitOf(history)} ${
      history.at?.[early] ?? early + 1
    }: the answer may stand in the input (a leak)`,
    facts,
    [speaksFor("data", 2)],
  );
  return losses[0] > LIMITS.ofLanguage ? { ...outcome, remedy: LANGUAGE } : outcome;
}

/** What is learned by heart without held-out rows: asked, and the checkpoint of an early epoch may be sound. */
function byHeart(history: History, first: number, level: number, rounds: number): Outcome {
  return {
    ...found(
      "warning",
      `Loss ${formatNumber(first)} -> ${formatNumber(level)}, after the rows had come round ${
        formatCount(rounds, "time")
      } of ${history.epochStarts?.length ?? rounds}: learned by heart, or the answer stands in the input`,
      { first, level, asked: true },
      [speaksFor("regularisation", 1), speaksFor("data", 1)],
    ),
    remedy:
      "Evaluate the checkpoints on rows that were not trained on, the early ones first. If those cost more: fewer epochs, more rows, a lower rate. If they cost as little, look at ten rows: does the answer stand in the input?",
  };
}

const LANGUAGE =
  "Check that labels are shifted, masked and absent from the input, and that no test text was trained on; of a classifier, that no label stands in its input.";
