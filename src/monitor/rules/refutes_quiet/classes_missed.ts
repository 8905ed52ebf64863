import { asShares, finite, seriesOf } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import { wordsOf } from "../../readers/classify.ts";
import type { LoggedSeries, Observation, Outcome, Rule } from "../../records.ts";
import { tail } from "../../series.ts";
import { median } from "simple-statistics";
import { formatNumber } from "../../../text/mod.ts";
import { clear, doesNotApply, found, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("classes-missed");

/** A mean over rows and one over classes part where most rows are of few classes, and the others are hardly ever found. */
export const classesMissed: Rule = {
  name: "classes-missed",
  watches: "F1, precision or recall of all rows (micro) and of all classes (macro)",
  predicate:
    `of ${LIMITS.fewest} evaluations or more the macro mean is under ${LIMITS.apart} of the micro mean in every one, which is over ${LIMITS.good}, and has gained under ${LIMITS.gained} in all`,
  remedy:
    "Look at the confusion matrix: the answers are those of the largest classes. Weigh the loss by class or sample the rows of rare ones more often, and choose the checkpoint by the macro mean.",
  source: "Sokolova and Lapalme 2009, a systematic analysis of performance measures",
  readsSeries: true,
  refutesQuiet: true,
  check,
};

function check({ history }: Observation): Outcome {
  if (kindOf(history) !== "supervised") return doesNotApply();
  const metrics = seriesOf(history, "metric");
  for (const macro of metrics) {
    const micro = metrics.find((one) => one.split === macro.split && isPair(macro, one));
    if (micro === undefined || !isMissed(asShares(macro.values), asShares(micro.values))) continue;
    const [few, most] = [macro, micro].map(({ values }) => median(tail(finite(values)) as number[]));
    return found(
      "warning",
      `${macro.name} is about ${formatNumber(few)} beside a ${micro.name} of about ${
        formatNumber(most)
      }, and hardly rose: most classes are never found`,
      {
        metric: macro.name,
        but: `${macro.name} STANDS NEAR ${formatNumber(few, 2)}: MOST CLASSES ARE MISSED`,
      },
      [speaksFor("data", 2)],
    );
  }
  return clear();
}

/** Whether two names differ by nothing but whether rows or classes are averaged. */
function isPair(macro: LoggedSeries, micro: LoggedSeries): boolean {
  const words = wordsOf(macro.name);
  return words.includes("macro") &&
    wordsOf(micro.name).join(" ") === words.map((word) => word === "macro" ? "micro" : word).join(" ");
}

function isMissed(macro: readonly number[], micro: readonly number[]): boolean {
  return macro.length >= LIMITS.fewest && macro.length === micro.length &&
    macro.every((share, i) => share < LIMITS.apart * micro[i]) &&
    micro.every((share) => share > LIMITS.good) &&
    Math.max(...macro) - macro[0] < LIMITS.gained;
}
