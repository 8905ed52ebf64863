import { max, median } from "simple-statistics";
import {
  ACCURACY,
  accuracyOf,
  asShares,
  endLevel,
  finite,
  leadingMetric,
  metricsLike,
  seriesOf,
  shareRight,
} from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import type { History, LoggedSeries, Observation, Outcome, Rule } from "../../records.ts";
import { neighbourMedians, noise, trendPValue } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { atLine, atTheEnd, clear, doesNotApply, found, levelOf, notTested, speaksFor } from "../outcome.ts";
import { nearNothingThroughout } from "../refutes_quiet/measure_near_nothing.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("metric-flat");

/** Where no loss was logged, or the loss has other terms, the metric has to tell whether anything is learned. */
export const metricFlat: Rule = {
  name: "metric-flat",
  watches: "the held-out metric of a log without losses; else accuracies of training and held-out rows",
  predicate: `its last fifth is within ${
    formatPercent(LIMITS.moved)
  } of where it began; both accuracies within ${LIMITS.gained} of theirs, without a trend and under ${LIMITS.accurate}; or a held-out metric under ${LIMITS.low} that gains nothing in ${LIMITS.many} evaluations or more while half of the training loss goes; or every accuracy under ${LIMITS.nothing}, and no more than ${LIMITS.moves} times the first one`,
  remedy: "Log the loss too; then see whether the rate reaches the layers that are trained at all.",
  source: "definition",
  readsSeries: true,
  check,
};

function check({ history }: Observation): Outcome {
  if (finite(history.trainLoss).length > 0) return besideLoss(history);
  const [metric] = seriesOf(history, "metric");
  if (metric === undefined || kindOf(history) !== "supervised") {
    return doesNotApply();
  }
  const values = finite(metric.values), level = endLevel(values);
  if (values.length < 5) return notTested("It takes 5 evaluations.");
  const facts = { metric: metric.name, first: values[0], level };
  if (seriesOf(history, "metric").some(climbs)) return clear(facts);
  if (Math.abs(level - values[0]) > LIMITS.moved * Math.abs(values[0])) return clear(facts);
  const trains = trainsOn(history);
  const outcome = found(
    trains ? "info" : "warning",
    `Plateau: ${metric.name} does not move: ${formatNumber(values[0])} at first, ${atTheEnd(level, values)}`,
    { ...facts, trains },
  );
  return trains ? atLine(outcome, STOP) : outcome;
}

/** One measure may stand, as a precision that is 1 does, while another tells that something is learned. */
function climbs({ split, better, values }: LoggedSeries): boolean {
  const known = asShares(values), sign = better === "higher" ? 1 : -1;
  return split !== "train" && sign * (endLevel(known) - known[0]) > LIMITS.gained &&
    trendPValue(known, sign > 0 ? "up" : "down") < LIMITS.byChance;
}

/** Whether held-out answers are mostly right and those to training rows get ever better: then something is trained, and gives no more. */
function trainsOn(history: History): boolean {
  const seen = accuracyOf(history, "train"), unseen = accuracyOf(history, "validation", "test");
  return seen !== undefined && unseen !== undefined && endLevel(unseen) > LIMITS.mostly &&
    trendPValue(seen, "up") < LIMITS.byChance;
}

const STOP =
  "More of the same gives the training rows alone: stop, and keep the best checkpoint; for a better one change data, augmentation or model, and log the held-out loss too.";

/** Beside a loss that falls: accuracies of training and held-out rows stay where the first epoch left them, and that is not high. */
function besideLoss(history: History): Outcome {
  const poor = nothingRight(history) ?? unseenGainNothing(history);
  if (poor !== undefined) return poor;
  const shares = [accuracyOf(history, "train"), accuracyOf(history, "validation", "test")];
  if (shares.some((all) => (all?.length ?? 0) < LIMITS.fewest)) {
    return notTested(`Log accuracies of training and held-out rows, of ${LIMITS.fewest} epochs.`);
  }
  const [seen, unseen] = shares as readonly (readonly number[])[];
  const facts = { accuracy: endLevel(seen), first: seen[0], heldOut: endLevel(unseen) };
  const standsStill = (all: readonly number[]) =>
    Math.abs(endLevel(all) - all[0]) < LIMITS.gained && trendPValue(all, "up") > LIMITS.byChance &&
    endLevel(all) < LIMITS.accurate;
  const losses = finite(history.trainLoss), falls = endLevel(losses) < (1 - LIMITS.fallen) * losses[0];
  if (!falls || !standsStill(seen) || !standsStill(unseen)) return clear(facts);
  const outcome = found(
    "warning",
    `Accuracy stands still from the first epoch on: ${formatNumber(seen[0])} at first and ${
      atTheEnd(facts.accuracy, seen)
    } in training, ${atTheEnd(facts.heldOut, unseen)} on held-out rows, though the loss falls`,
    facts,
    [speaksFor("data", 1)],
  );
  return { ...outcome, called: ACCURACY_STANDS, remedy: COUNT };
}

const ACCURACY_STANDS = "ACCURACY STANDS STILL FROM THE FIRST EPOCH ON";

const COUNT =
  "Count the rows of each class: if the largest has that share, one answer is given to everything; weigh the loss by class, weigh its other terms less, and judge by F1. If not, fit one batch of 32 for 200 steps.";

/** Half of the training loss goes, or more, and in many evaluations the measure that the task is compared by, which is low, does not leave where it began. */
function unseenGainNothing(history: History): Outcome | undefined {
  const metric = leadingMetric(history, "validation", "test"), right = shareRight(history);
  const losses = finite(history.trainLoss), shares = asShares(metric?.values ?? []);
  const isLow = metric?.better === "higher" && right !== undefined && right.share < LIMITS.low &&
    nearNothingThroughout(history) === undefined;
  if (!isLow || shares.length < LIMITS.many || history.stageStarts !== undefined) return undefined;
  const begins = median(shares.slice(0, 3)), best = max(neighbourMedians(shares) as number[]);
  const gains = best - begins > Math.max(LIMITS.moved * begins, 2 * noise(shares)) ||
    trendPValue(shares, "up") < LIMITS.byChance;
  const fitted = endLevel(losses) < LIMITS.fitted * losses[0] &&
    trendPValue(losses, "down") < LIMITS.byChance;
  if (gains || !fitted) return undefined;
  const outcome = found(
    "warning",
    `Held-out rows gain nothing: ${metric.name} is about ${formatNumber(begins)} at first, ${
      atTheEnd(endLevel(shares), shares)
    }, while the training loss falls (${formatNumber(losses[0])} -> ${levelOf(endLevel(losses), losses)})`,
    { metric: metric.name, first: begins, level: endLevel(shares) },
    [speaksFor("data", 1), speaksFor("regularisation", 1)],
  );
  return { ...outcome, called: "HELD-OUT ROWS GAIN NOTHING", remedy: COMPARE };
}

const COMPARE =
  "Stop: more of the same fits the training rows alone. Look at twenty held-out rows beside twenty training rows (source, labels, preprocessing, evaluation mode); if they are alike, weights that were trained before, more rows, augmentation or a smaller model, one at a time.";

/** Accuracies of many evaluations that are next to nothing and do not move, though the loss falls: it learns how frequent answers are. */
function nothingRight(history: History): Outcome | undefined {
  const logged = metricsLike(history, ACCURACY), losses = finite(history.trainLoss);
  const isNothing = logged.map(({ values }) => asShares(finite(values))).every((all) =>
    all.length >= LIMITS.long && endLevel(all) < LIMITS.nothing && endLevel(all) <= LIMITS.moves * all[0]
  );
  if (logged.length === 0 || !isNothing || endLevel(losses) > (1 - LIMITS.fallen) * losses[0]) {
    return undefined;
  }
  const [{ name, values }] = logged, level = endLevel(values);
  const outcome = found(
    "warning",
    `Accuracy stands still from the first epoch on: ${name} is ${formatNumber(finite(values)[0])} at first, ${
      atTheEnd(level, values)
    }, though the loss falls (${formatNumber(losses[0])} -> ${levelOf(endLevel(losses), losses)})`,
    { accuracy: level, first: values[0] },
    [speaksFor("data", 1), speaksFor("learning rate", 1)],
  );
  return { ...outcome, called: ACCURACY_STANDS, remedy: FREQUENT };
}

const FREQUENT =
  "Do not wait: read twenty answers, which are likely one frequent token or class for everything. Check shift, padding and masking in the loss, fit one batch of 32 for 200 steps, then raise the rate (a long warm-up leaves it near 0).";
