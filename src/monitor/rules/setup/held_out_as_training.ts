import { accuracyOf, endLevel, finite, seriesOf } from "../../logged.ts";
import type { History, Observation, Outcome, Rule } from "../../records.ts";
import { laterHalf, lossNames } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { limitsOf } from "../../thresholds.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";

const LIMITS = limitsOf("held-out-as-training");

/** Rows that were never trained on cost a little more in the end; rows that were cost the same. */
export const heldOutAsTraining: Rule = {
  name: "held-out-as-training",
  watches: "held-out loss over training loss, in the second half",
  predicate:
    `both are down to 1/${LIMITS.fallen} of the first, and differ by under ${LIMITS.apart} throughout, by under ${LIMITS.apartAtTheEnd} at the end; none where hardly more is right than one answer to all rows is`,
  remedy:
    "Count the rows that both sets hold (hash them, near duplicates too), and evaluate on rows from elsewhere: an easy task looks like this, and so does a leak.",
  source: "Kapoor and Narayanan 2023, leakage",
  readsSeries: true,
  check,
};

function check({ history }: Observation): Outcome {
  const { trainLoss, heldOutLoss = [] } = history;
  const trains: number[] = [], helds: number[] = [];
  trainLoss.forEach((train, i) => {
    const held = heldOutLoss[i] ?? null;
    if (train === null || held === null || !(train > 0)) return;
    trains.push(train);
    helds.push(held);
  });
  if (trains.length < LIMITS.fewest) return notTested(`Log both losses of ${LIMITS.fewest} epochs.`);
  // what is drawn anew at every answer costs on unseen rows what it does on the others
  if (seriesOf(history, "loss term").some(({ name }) => /(^|[/_.])kld?([/_.]|$)/i.test(name))) return clear();
  const late = laterHalf(helds), lateTrains = laterHalf(trains);
  const ratios = finite(late.map((held, i) => held / lateTrains[i])), end = endLevel(ratios);
  const level = endLevel(late);
  const facts = { ratio: end, level };
  const near = ratios.length === late.length && ratios.every((ratio) => Math.abs(ratio - 1) < LIMITS.apart);
  if (!(near && Math.abs(end - 1) < LIMITS.apartAtTheEnd && level < trains[0] / LIMITS.fallen)) {
    return clear(facts);
  }
  if (answersTheMostFrequent(history)) return clear(facts);
  return found(
    "info",
    `The ${lossNames(history).heldOut} stays within ${
      formatPercent(LIMITS.apart)
    } of the training loss, down to ${formatNumber(level)}: an easy task, or rows that are in both sets`,
    facts,
    [speaksFor("measurement", 1)],
  );
}

/**
 * Whether held-out answers are hardly more often right than one answer to every row: what untrained weights begin with, all wrong or all
 * right, is the share of one class. Rows that leak would be answered better.
 */
function answersTheMostFrequent(history: History): boolean {
  const shares = accuracyOf(history, "validation", "test") ?? [];
  if (shares.length === 0) return false;
  const most = Math.max(shares[0], 1 - shares[0]);
  return endLevel(shares) < 1 && Math.abs(endLevel(shares) - most) < LIMITS.ofMajority;
}
