import { cyclesOf } from "../../cycles.ts";
import { endLevel, finite, indexOfBest, leadingMetric } from "../../logged.ts";
import type { Facts, History, Observation, Outcome, Rule, Series } from "../../records.ts";
import {
  endOf,
  epochOf,
  finitePoints,
  isLog,
  laterHalf,
  lossNames,
  luckOf,
  noise,
  unitOf,
} from "../../series.ts";
import { formatCount, formatNumber } from "../../../text/mod.ts";
import { atTheEnd, clear, found, notTested } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("early-stopping-due");

export const earlyStopping: Rule = {
  name: "early-stopping-due",
  watches: "validation loss, else running loss",
  predicate:
    `patience runs out (or will): the history's; where none is known ${LIMITS.epochs} epochs, or ${LIMITS.evaluations} evaluations of a log by steps, have passed since the best`,
  remedy: "Stop there and keep the best checkpoint.",
  source: "Prechelt 1998; Keras EarlyStopping",
  check,
};

/**
 * Early stopping by the usual definition: it acts at the first epoch that lies `patience` epochs after the last
 * improvement by more than `minDelta`. Watches the validation loss where there is one; never a test loss, for stopping by
 * it would be choosing by it.
 */
function check({ history }: Observation): Outcome {
  // losses of two objectives cannot be compared, nor those within a cycle of the rate
  if (isUnknown(history) && cyclesOf(history) !== undefined) return clear();
  if (isLog(history) && history.stageStarts !== undefined) return clear();
  if (history.unit !== "epoch") return checkEvaluations(history);
  const validation = history.heldOutName === "validation" ? history.heldOutLoss ?? [] : [];
  const series = finitePoints(history, validation).values.length > 0 ? validation : history.trainLoss;
  const watch = followPatience(history, series);
  if (watch === undefined) return notTested("It takes one epoch with a finite loss.");
  const { best, bestEpoch, lastEpoch, patience, dueAt, acted } = watch;
  const facts = {
    watched: series === history.trainLoss ? "running loss" : "validation loss",
    best,
    bestEpoch,
    patience,
    patienceSource: history.settings.patience === undefined ? "default" : "history",
    dueAt,
    lastEpoch,
    patienceFirstExhaustedAt: acted ?? null,
  };
  const unit = unitOf(history);
  const stale = lastEpoch - bestEpoch;
  if (improvesByMetric(history, lastEpoch - patience)) return clear(facts);
  if (isUnknown(history)) {
    return dueAt <= lastEpoch && series !== history.trainLoss && endsAbove(history, best)
      ? pastBest(history, best, bestEpoch, stale, unit, facts)
      : clear(facts);
  }
  if (dueAt <= lastEpoch) {
    return found(
      "info",
      `${due(history, dueAt, lastEpoch - dueAt)} (best ${
        formatNumber(best)
      } at ${bestEpoch}, patience ${patience})${ranOn(lastEpoch - dueAt, unit)}`,
      facts,
    );
  }
  if (stale * 3 < patience && acted === undefined) return clear(facts);
  return found(
    "info",
    `Early stopping is due at ${unit} ${dueAt} unless the loss improves (best ${
      formatNumber(best)
    } at ${bestEpoch}, ` +
      `patience ${patience})` +
      (acted === undefined ? "" : `; watched from the start it would have stopped at ${unit} ${acted}`),
    facts,
  );
}

/** Whether the metric that a log is judged by was at its best after this epoch: who stops by it has no reason yet. */
function improvesByMetric(history: History, epoch: number): boolean {
  const metric = isLog(history) ? leadingMetric(history, "validation") : undefined;
  const best = metric === undefined ? -1 : indexOfBest(metric);
  return best > 0 && metric!.at[best] > epoch;
}

/** The best epoch, when its patience ends, and when patience first ran out on the way. */
function followPatience(history: History, series: Series) {
  const { patience = LIMITS.epochs, minDelta = 0 } = history.settings;
  let best = Infinity, bestEpoch = 0, acted: number | undefined;
  for (let index = 0; index < series.length; index++) {
    const loss = series[index], epoch = epochOf(history, index);
    if (
      acted === undefined && bestEpoch > 0 && epoch - bestEpoch >= patience &&
      !(loss !== null && loss < best - minDelta)
    ) {
      acted = epoch;
    }
    if (loss !== null && loss < best - minDelta) [best, bestEpoch] = [loss, epoch];
  }
  if (bestEpoch === 0) return undefined;
  return {
    best,
    bestEpoch,
    patience,
    dueAt: bestEpoch + patience,
    lastEpoch: epochOf(history, series.length - 1),
    acted,
  };
}

/** Where losses are logged by steps, patience counts evaluations, as trainers do. */
function checkEvaluations(history: History): Outcome {
  const { patience = LIMITS.evaluations, minDelta = 0 } = history.settings;
  const { at, values } = finitePoints(
    history,
    history.heldOutName === "validation" ? history.heldOutLoss ?? [] : [],
  );
  if (values.length < 2) return notTested("It takes two evaluations with a finite validation loss.");
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] < values[best] - minDelta) best = i;
  const end = best + patience, last = values.length - 1;
  const facts = { best: values[best], bestStep: at[best], patience, evaluationsSince: last - best };
  if (end > last) return clear(facts);
  if (isUnknown(history)) {
    if (!endsAbove(history, values[best])) return clear(facts);
    const places = { ...facts, dueAt: at[end], lastEpoch: at[last] };
    return pastBest(history, values[best], at[best], last - best, "evaluation", places);
  }
  return found(
    "info",
    `${due(history, at[end], last - end)} (best ${formatNumber(values[best])} at ${
      at[best]
    }, patience ${patience} evaluations)${ranOn(last - end, "evaluation")}`,
    { ...facts, dueAt: at[end], lastEpoch: at[last] },
  );
}

/** Whether somebody else's run says nothing of a patience: then nothing is said of it here. */
function isUnknown(history: History): boolean {
  return isLog(history) && history.settings.patience === undefined;
}

/** How long ago the best was, and no more than that. */
function pastBest(
  history: History,
  best: number,
  bestAt: number,
  since: number,
  unit: string,
  facts: Facts,
): Outcome {
  const farAbove = lastHeldOut(history) > LIMITS.farAbove * best;
  return found(
    "info",
    `The ${lossNames(history).heldOut} was at its best at ${unitOf(history)} ${bestAt} (${
      formatNumber(best)
    }), ${formatCount(since, unit)} before the end${
      farAbove ? `, and ends at ${formatNumber(lastHeldOut(history))}` : ""
    }${metricElsewhere(history, bestAt)}`,
    { ...facts, farAbove },
  );
}

/** Where the metric that a log is judged by was at its best, if that was after the loss or it ends well below. */
function metricElsewhere(history: History, bestAt: number): string {
  const metric = leadingMetric(history, "validation"),
    index = metric === undefined ? -1 : indexOfBest(metric);
  if (index < 0) return "";
  const { name, at, values } = metric!, best = values[index], end = endLevel(values);
  const hasLost = Math.abs(best - end) > LIMITS.metricLost * Math.abs(best);
  if (!hasLost && !(at[index] > bestAt)) return "";
  return `; ${name} at ${unitOf(history)} ${at[index]} (${formatNumber(best)})${
    hasLost ? `, and is ${atTheEnd(end, finite(values))}` : ""
  }`;
}

/** Whether the held-out loss ends above its best, by more than luck; of one that reaches zero nothing is said. */
function endsAbove(history: History, best: number): boolean {
  const { values } = finitePoints(history, history.heldOutLoss ?? []), end = endOf(values);
  return best > 0 && Math.min(end, lastHeldOut(history)) > LIMITS.above * best &&
    end - best > luckOf(values.length) * noise(laterHalf(values));
}

function lastHeldOut(history: History): number {
  const { values } = finitePoints(history, history.heldOutLoss ?? []);
  return values[values.length - 1];
}

/** When early stopping was due; only of a run that goes on can be said that it is. */
function due(history: History, at: number, ranOn: number): string {
  const place = `due at ${unitOf(history)} ${at}`;
  if (ranOn > 0) return `Early stopping was ${place}`;
  return history.inProgress ? `Early stopping is ${place}` : `Early stopping was ${place}, the last`;
}

/** What came after the patience had run out, if anything did. */
function ranOn(count: number, unit: string): string {
  return count === 0 ? "" : `; ${formatCount(count, unit)} ran on`;
}
