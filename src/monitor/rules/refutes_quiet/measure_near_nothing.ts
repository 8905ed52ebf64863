import { max, median, min } from "simple-statistics";
import { asShares, endLevel, finite, leadingMetric, seriesOf } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import { saysSplit, wordsOf } from "../../readers/classify.ts";
import { once } from "../../once.ts";
import type { History, LoggedSeries, Observation, Outcome, Rule } from "../../records.ts";
import { highest, laterHalf, trendPValue } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { atTheEnd, clear, doesNotApply, found, levelOf, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("measure-near-nothing");

/** What ranks its answers well and yet is nearly always wrong, or misses nearly all, is counted at a wrong threshold or against wrong labels. */
export const measureNearNothing: Rule = {
  name: "measure-near-nothing",
  watches:
    "precision, recall and F1 of all held-out rows beside the metric that leads; overlaps that lead (IoU, Dice)",
  predicate:
    `such a measure leads, is under ${LIMITS.throughout} in all of ${LIMITS.fewest} evaluations or more, and does not rise to ${LIMITS.rises} times its beginning; or of ${LIMITS.fewest} evaluations or more it is under ${LIMITS.nothing} through the whole second half, while the metric that leads ends above ${LIMITS.good}`,
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

/** Measures of what is found: 0 where nothing is, whatever share of all rows that is. Among the first k most cannot be right. */
const OF_FOUND =
  /^(?!.*(@|_at_|_k(_|$))).*(iou|dice|dsc|jaccard|f1|f_?score|f_?measure|precision|recall|sensitivity|map|(^|[/_])ap)/;

/** The measure that leads, of held-out rows if one of those does, where it was next to nothing in all of a run and gained nothing by more than chance. */
export const nearNothingThroughout = once((history: History): LoggedSeries | undefined => {
  const leads = leadingMetric(history, "validation", "test") ?? leadingMetric(history);
  const shares = asShares(finite(leads?.values ?? []));
  if (leads?.better !== "higher" || !OF_FOUND.test(leads.name.toLowerCase())) return undefined;
  if (shares.length < LIMITS.fewest || !(highest(shares) < LIMITS.throughout)) return undefined;
  const rises = trendPValue(shares, "up") < LIMITS.byChance &&
    endLevel(shares) > LIMITS.rises * median(shares.slice(0, 3));
  return rises ? undefined : leads;
});

/** See {@linkcode nearNothingThroughout}; what is exactly 0 in all of them is another rule's. */
function throughout(leads: LoggedSeries): Outcome {
  const level = endLevel(leads.values);
  const outcome = found(
    "warning",
    `${leads.name} is ${formatNumber(leads.values[0])} at first, ${
      atTheEnd(level, leads.values)
    }, and never above ${
      formatNumber(highest(finite(leads.values)))
    }: next to nothing is found, or it is counted wrongly`,
    { metric: leads.name, level, throughout: true, since: leads.at[0] },
    [speaksFor("data", 2), speaksFor("measurement", 1)],
  );
  return {
    ...outcome,
    called: `NEXT TO NOTHING FOUND: ${leads.name} STAYS NEAR 0`,
    remedy: LOOK,
  };
}

const LOOK =
  "Look at ten held-out rows beside labels and answers. All background or one class: weigh what is rare (Dice or focal loss), check class numbers and the ignored index. Right ones among them: the measure is counted wrongly (logits for labels, threshold, order of the channels).";

function check({ history }: Observation): Outcome {
  const nothing = kindOf(history) === "supervised" ? nearNothingThroughout(history) : undefined;
  if (nothing !== undefined) return throughout(nothing);
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
