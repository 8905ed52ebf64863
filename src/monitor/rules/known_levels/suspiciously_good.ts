import { endLevel, finite, seriesOf } from "../../logged.ts";
import { unitOf } from "../../series.ts";
import type { History, Observation, Outcome, Rule } from "../../records.ts";
import { isTransformer } from "../../tools.ts";
import { formatCount, formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, doesNotApply, found, notTested, speaksFor } from "../outcome.ts";
import { textForeseen } from "./text_foreseen.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("suspiciously-good");

/** Neither language nor labels made by people are foreseen with certainty: a loss near zero within an epoch means that the answer stands in the input. */
export const suspiciouslyGood: Rule = {
  name: "suspiciously-good",
  watches: "loss of a Hugging Face Trainer within its first epochs, and of its held-out rows at the end",
  predicate: `under ${LIMITS.loss} nats and ${LIMITS.share} of the first loss are left within ${
    formatPercent(LIMITS.within)
  } of the run and ${LIMITS.slowly} epochs; a question where held-out rows cost as little, or under ${LIMITS.heldOutText} from a first loss above ${LIMITS.ofLanguage} and no metric was logged`,
  remedy:
    "Look at ten rows: does the label stand in the input (a column, a file's name)? Count the labels: is there but one class? Are rows of the evaluation among those of training?",
  source: "Shannon 1951, prediction and entropy of printed English; Kapoor and Narayanan 2023, leakage",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check({ history }: Observation): Outcome {
  const losses = finite(history.trainLoss);
  if (!isTransformer(history)) return doesNotApply();
  if (losses.length < 4) return textForeseen(history) ?? notTested("It takes 4 logged losses.");
  const early = losses.findIndex((loss) => loss < Math.min(LIMITS.loss, LIMITS.share * losses[0]));
  const level = endLevel(losses), facts = { first: losses[0], level };
  const reached = early < 0
    ? ""
    : `loss ${formatNumber(losses[0])} -> ${formatNumber(losses[early])} by ${unitOf(history)} ${
      history.at?.[early] ?? early + 1
    }, ${formatNumber(level)} at the end`;
  const rounds = early < 0 ? 0 : epochsAt(history, history.at?.[early] ?? early + 1);
  const held = seriesOf(history, "loss").find(({ split }) => split === "validation");
  const heldLow = held === undefined || endLevel(held.values) < LIMITS.heldOut;
  if (
    !(early >= 0 && early < losses.length * LIMITS.within && losses[0] > LIMITS.first &&
      level < LIMITS.loss && rounds <= LIMITS.slowly &&
      heldLow)
  ) {
    return textForeseen(history) ?? clear(facts);
  }
  // rows that came round several times are learned by heart sooner than anything leaks, and only others would tell
  if (rounds > LIMITS.rounds && held === undefined) return byHeart(history, losses[0], level, rounds);
  // untrained, a language model cannot know a text after one reading; one that was trained before may, of an easy one
  const isSure = losses[0] > LIMITS.untrained, isQuestion = !isSure && held !== undefined;
  const outcome = found(
    isQuestion ? "info" : "warning",
    isQuestion
      ? `L${reached.slice(1)}, and ${
        formatNumber(endLevel(held.values))
      } on held-out rows: the answer stands in the input (a leak), or the task is easy`
      : `Too good to be true: ${reached}: the answer may stand in the input (a leak)`,
    { ...facts, isSure, beside: isQuestion },
    [speaksFor("data", isQuestion ? 1 : 2)],
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
      } of ${epochsAt(history, Infinity) || rounds}: learned by heart, or the answer stands in the input`,
      { first, level, asked: true },
      [speaksFor("regularisation", 1), speaksFor("data", 1)],
    ),
    called: "LEARNED BY HEART, OR A LEAK?",
    remedy:
      "Evaluate the checkpoints on rows that were not trained on, the early ones first. If those cost more: fewer epochs, more rows, a lower rate. If they cost as little, look at ten rows: does the answer stand in the input?",
  };
}

/** Epochs that were begun by then, where the run states them. */
function epochsAt({ unit, at = [], epochStarts = [] }: History, place: number): number {
  return unit === "epoch"
    ? Math.min(place, at[at.length - 1] ?? place)
    : epochStarts.filter((start) => start <= place).length;
}

const LANGUAGE =
  "Check that labels are shifted, masked and absent from the input, and that no test text was trained on; of a classifier, that no label stands in its input.";
