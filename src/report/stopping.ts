/**
 * Early stopping in the words of the framework.
 *
 * @module
 */
import type { Diagnosis, History, LoggedSeries } from "../monitor/mod.ts";
import {
  accuracyOf,
  endLevel,
  indexOfBest,
  leadingLoss,
  leadingMetric,
  metricsLike,
} from "../monitor/logged.ts";
import { longestCycle } from "../monitor/cycles.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { isBoosted } from "../monitor/tools.ts";
import { formatNumber } from "../text/mod.ts";
import { statedAt } from "./stated_best.ts";

const LIMITS = limitsOf("stopping");

/** Early stopping as the framework spells it, by what the checkpoint is chosen by, then what else helps. */
export function stopping(history: History, diagnosis: Diagnosis): string | undefined {
  const held = leadingLoss(history, "validation"), { format } = history;
  if (held === undefined) return undefined;
  const rare = rareClasses(history);
  const judge = judgeOf(history, diagnosis, held);
  const slower = indexOfBest(judge) === 0 ? "a lower rate, " : "";
  const then = `then ${
    rare === undefined ? "" : `${rare}; then `
  }${slower}weight decay, dropout, augmentation or more data, one at a time.`;
  if (isBoosted(history)) {
    return "early_stopping_rounds=50; then fewer leaves or less depth, more rows a leaf, a lower rate, one at a time.";
  }
  const { name, better, values } = judge;
  const usual = Math.max(1, Math.min(LIMITS.patience, Math.floor((values.length - 1) / 2)));
  // within a cycle of the rate the losses rise as they are meant to: two cycles have to end no better
  const patience = Math.max(usual, waited(judge) + 1, 2 * longestCycle(history, judge.at));
  const isMost = better === "higher", mode = isMost ? `mode="max", ` : "";
  if (/Keras/.test(format)) {
    // whatever the object lies in that holds the history, Keras knows its names alone
    const own = name.slice(name.lastIndexOf("/") + 1);
    return `EarlyStopping(monitor="${own}", ${mode}patience=${patience}, restore_best_weights=True); ${then}`;
  }
  if (/Hugging Face/.test(format)) {
    const by = name === held.name
      ? ""
      : ` and metric_for_best_model="${name.replace(/^eval_/, "")}"${
        isMost ? "" : ", greater_is_better=False"
      }`;
    const isLate = indexOfBest(judge) === values.length - 1;
    return `EarlyStoppingCallback(${patience}) with load_best_model_at_end=True${by}${
      isLate ? "" : ", or fewer epochs"
    }; ${then}`;
  }
  if (/Lightning/.test(format)) {
    const keep = isMost ? `, mode="max"` : "";
    return `EarlyStopping("${name}", ${mode}patience=${patience}) and ModelCheckpoint(monitor="${name}"${keep}); ${then}`;
  }
  if (/YOLO|Ultralytics/.test(format) && indexOfBest(judge) === 0) {
    return `use best.pt, or the weights that it began with: it gets worse from the first epoch on. More rows, frozen lower layers (freeze=10) and a tenth of the rate; ${then}`;
  }
  const ofYolo = Math.max(LIMITS.patienceOfYolo, 2 * longestCycle(history, judge.at));
  if (/^YOLOv[59] results/.test(format)) return `--patience ${ofYolo} and best.pt; ${then}`;
  return /Ultralytics/.test(format) ? `patience=${ofYolo} and best.pt; ${then}` : undefined;
}

/** How long the best was waited for, of many evaluations no more than a part: where they are that noisy it is not worth more. */
function waited(judge: LoggedSeries): number {
  const wait = longestWait(judge), most = LIMITS.part * judge.values.length;
  return judge.values.length < LIMITS.many ? wait : Math.min(wait, Math.floor(most));
}

/** Evaluations that the best one was waited for since the best before it, at the longest: who waits less never sees it. */
function longestWait(judge: LoggedSeries): number {
  const sign = judge.better === "higher" ? 1 : -1, best = indexOfBest(judge);
  let top = -Infinity, since = 0, longest = 0;
  for (const value of judge.values.slice(0, best + 1)) {
    if (sign * value > top) [top, since] = [sign * value, 0];
    else since++;
    longest = Math.max(longest, since);
  }
  return longest;
}

/** What rare classes ask for, where a mean over classes is far below the accuracy. */
function rareClasses(history: History): string | undefined {
  const [macro] = metricsLike(history, /macro/, "validation").filter(({ name }) => /f1/i.test(name));
  const shares = accuracyOf(history, "validation");
  if (macro === undefined || shares === undefined) return undefined;
  const [mean, share] = [endLevel(macro.values), endLevel(shares)];
  return share - mean > LIMITS.apart
    ? `count the rows of each class and weigh the loss by class (accuracy is about ${
      formatNumber(share, 2)
    }, ${macro.name} ${formatNumber(mean, 2)})`
    : undefined;
}

/** What the checkpoint is chosen by: the metric where it parts from the loss, or the file's own best is the metric's. */
function judgeOf(history: History, { findings }: Diagnosis, held: LoggedSeries): LoggedSeries {
  const metric = leadingMetric(history, "validation");
  if (metric === undefined) return held;
  const isItsOwn = statedAt(history) === metric.at[indexOfBest(metric)];
  return isItsOwn || findings.some(({ rule }) => rule === "metric-disagrees") ? metric : held;
}
