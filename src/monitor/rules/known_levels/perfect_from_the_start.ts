import { accuracyOf, endLevel, finite, metricsLike, seriesOf } from "../../logged.ts";
import type { History, Observation, Outcome, Rule } from "../../records.ts";
import { lowest } from "../../series.ts";
import { isBoosted } from "../../tools.ts";
import { formatNumber } from "../../../text/mod.ts";
import { limitsOf } from "../../thresholds.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";

const LIMITS = limitsOf("perfect-from-the-start");

/** What is right before anything was learned stands in the input, or in the rows that were trained on. */
export const perfectFromTheStart: Rule = {
  name: "perfect-from-the-start",
  watches: "held-out accuracy, AUC or log loss in every evaluation, the first too",
  predicate:
    `it is ${LIMITS.accuracy} or more (of a log loss: its exp(-loss)) in each of ${LIMITS.fewest} evaluations or more; an alarm for AUC or log loss of boosted trees, a question where their first tree alone reaches an AUC of ${LIMITS.byOneTree}, and all of them ${LIMITS.byAll}`,
  remedy:
    "Look for the label in the input (a leaking column, a file name, an order) and for duplicate rows in both sets; an easy task looks like this too: a linear model tells.",
  source: "Kapoor and Narayanan 2023, leakage",
  readsSeries: true,
  settles: "ending",
  check,
};

function check({ history }: Observation): Outcome {
  const measures = measuresOf(history).filter(({ shares }) => shares.length >= LIMITS.fewest);
  if (measures.length === 0) return notTested(`Log accuracy or AUC of ${LIMITS.fewest} evaluations.`);
  const leasts = measures.map(({ shares }) => lowest(shares));
  const at = leasts.findIndex((least) => least >= LIMITS.accuracy);
  if (at < 0) return byOneTree(history, measures[0]);
  const { name, shares, telling } = measures[at], least = leasts[at];
  // one tree splits by a few columns: they alone tell the label
  const isAlarm = telling && isBoosted(history);
  return found(
    isAlarm ? "warning" : "info",
    `Held-out ${name} is ${formatNumber(least)}${
      least < 1 ? " or more" : ""
    } from the first of ${shares.length} ${isAlarm ? "rounds" : "evaluations"} on: a leak, or an easy task`,
    { least, evaluations: shares.length },
    [speaksFor("data", isAlarm ? 2 : 1)],
  );
}

/** One tree looks at a handful of columns: where it alone tells nearly all rows apart, one of them may hold the answer. */
function byOneTree(history: History, { name, shares }: Measure): Outcome {
  const facts = { least: lowest(shares), first: shares[0], evaluations: shares.length };
  const end = endLevel(shares);
  if (!(isBoosted(history) && name === "AUC" && shares[0] >= LIMITS.byOneTree && end >= LIMITS.byAll)) {
    return clear(facts);
  }
  const outcome = found(
    "info",
    `Held-out AUC is ${formatNumber(shares[0])} with the first tree alone, and ${
      formatNumber(end)
    } with all: a leak, or an easy task`,
    { ...facts, end, oneTree: true },
    [speaksFor("data", 1)],
  );
  return { ...outcome, called: "VERY GOOD AT ONCE: A LEAK?" };
}

/** Shares that are one where all is right, and whether one tree's are worth an alarm. */
interface Measure {
  readonly name: string;
  readonly shares: readonly number[];
  readonly telling: boolean;
}

/** What of held-out rows is one where all is right; an accuracy of few rows is that by chance, so it tells least. */
function measuresOf(history: History): readonly Measure[] {
  const auc = metricsLike(history, /auc|auroc/, "validation", "test")[0]?.values ?? [];
  const logLoss = [...seriesOf(history, "loss"), ...seriesOf(history, "loss term")].find(({ name, split }) =>
    split !== "train" && /log_?loss/i.test(name)
  );
  return [
    { name: "AUC", shares: finite(auc), telling: true },
    {
      name: "probability of the right class (by log loss)",
      shares: finite(logLoss?.values ?? []).map((loss) => Math.exp(-loss)),
      telling: true,
    },
    { name: "accuracy", shares: accuracyOf(history, "validation", "test") ?? [], telling: false },
  ];
}
