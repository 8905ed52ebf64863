import { max, min } from "simple-statistics";
import { asShares, endLevel, finite, leadingMetric, seriesOf } from "../logged.ts";
import { kindOf } from "../kind.ts";
import { saysSplit, wordsOf } from "../readers/classify.ts";
import type { LoggedSeries, Observation, Outcome, Rule } from "../records.ts";
import { laterHalf } from "../series.ts";
import { formatNumber } from "../../text/mod.ts";
import { clear, doesNotApply, found, levelOf, speaksFor } from "./outcome.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("measure-near-nothing");

/** What ranks its answers well and yet is nearly always wrong, or misses nearly all, is counted at a wrong threshold or against wrong labels. */
export const measureNearNothing: Rule = {
  name: "measure-near-nothing",
  watches: "precision, recall and F1 of all held-out rows beside the metric that leads",
  predicate:
    `of ${LIMITS.fewest} evaluations or more it is under ${LIMITS.nothing} through the whole second half, while the metric that leads ends above ${LIMITS.good}`,
  remedy:
    "Count again at a confidence threshold of 0.25 to 0.5, or at that with the best F1. If it stays so, lay the labels of twenty held-out rows beside the answers: rows that nobody labelled, other class numbers.",
  source: "Davis and Goadrich 2006, precision-recall and ROC curves",
  readsSeries: true,
  refutesQuiet: true,
  check,
};

/** Of all rows, not of one class, which may be rare, nor among the first k, of which most cannot be right. */
const OF_ALL_ROWS = /^(precision|recall|sensitivity|f1|f1_score|f_?score|f_?measure)$/;
const BESIDE = /^(metrics|bbox|segm|b|m|p|macro|micro|all|overall|mean)$/;

function check({ history }: Observation): Outcome {
  const leads = leadingMetric(history, "validation", "test");
  if (kindOf(history) !== "supervised" || leads?.better !== "higher") return doesNotApply();
  const level = endLevel(asShares(leads.values));
  const measures = seriesOf(history, "metric").filter((metric) =>
    metric !== leads && metric.split === leads.split && isOfAllRows(metric)
  );
  const low = measures.find(isNearNothing);
  if (low === undefined || !(level > LIMITS.good)) return clear({ level });
  const said = `${leads.name} is ${levelOf(level, leads.values)}`, facts = { metric: low.name, level };
  // what was never anything else was not counted
  if (max(finite(low.values) as number[]) === min(finite(low.values) as number[])) {
    return found(
      "info",
      `${low.name} is ${low.values[0]} in every evaluation: it seems not to be measured`,
      facts,
    );
  }
  const full = measures.find(({ values }) => endLevel(asShares(values)) > LIMITS.full);
  return found(
    "warning",
    `${low.name} stays near ${formatNumber(endLevel(low.values))} to the end${
      full === undefined ? "" : `, at a ${full.name} of ${formatNumber(endLevel(full.values))}`
    }, though ${said}`,
    { ...facts, but: `${low.name} IS NEAR 0` },
    [speaksFor("measurement", 2), speaksFor("data", 1)],
  );
}

function isOfAllRows({ name }: LoggedSeries): boolean {
  return OF_ALL_ROWS.test(wordsOf(name).filter((word) => !saysSplit(word) && !BESIDE.test(word)).join("_"));
}

function isNearNothing({ values }: LoggedSeries): boolean {
  const shares = asShares(values), later = laterHalf(shares);
  return shares.length >= LIMITS.fewest && later.every((share) => share < LIMITS.nothing);
}
