/**
 * What rules ask of the series of a log.
 *
 * @module
 */
import { median } from "simple-statistics";
import { finalExit } from "./final_exit.ts";
import { once } from "./once.ts";
import { saysNothing } from "./percentage_errors.ts";
import type { History, LoggedSeries, Series } from "./records.ts";
import { OF_ALL, wordsOf } from "./readers/classify.ts";
import { isLog, isWhole, lowest, shapePoints, tail } from "./series.ts";

/** Series of a role, those of held-out rows first. */
export function seriesOf(history: History, role: LoggedSeries["role"]): readonly LoggedSeries[] {
  return byRole(history).get(role) ?? [];
}

const SPLITS: readonly LoggedSeries["split"][] = ["validation", "test", "train"];

const byRole = once(({ series = [] }: History) =>
  Map.groupBy(SPLITS.flatMap((split) => series.filter((s) => s.split === split)), ({ role }) => role)
);

/** Metrics whose name matches, on any of the splits. */
export function metricsLike(
  history: History,
  pattern: RegExp,
  ...splits: readonly LoggedSeries["split"][]
): readonly LoggedSeries[] {
  return seriesOf(history, "metric").filter(({ name, split }) =>
    pattern.test(name.toLowerCase()) && (splits.length === 0 || splits.includes(split))
  );
}

/** Values that make a course: fewer say nothing where another series of the kind was logged as often. */
export const A_COURSE = 3;

/** The loss of a split that is judged: the total, or the first of its terms. */
export function leadingLoss(
  history: History,
  ...splits: readonly LoggedSeries["split"][]
): LoggedSeries | undefined {
  const own = (role: "loss" | "loss term") =>
    seriesOf(history, role).filter(({ split }) => splits.includes(split));
  return leadingTotal(own("loss")) ?? own("loss term")[0];
}

/** Times as many values, beside which one or two of another loss say nothing. */
const MANY = 10;

/** Of the losses of one split that are none's terms: one with a course, an epoch's mean before a batch's. */
export function leadingTotal(totals: readonly LoggedSeries[]): LoggedSeries | undefined {
  const longest = Math.max(0, ...totals.map(({ values }) => values.length));
  const courses = totals.filter(({ values }) => values.length >= Math.min(A_COURSE, longest / MANY));
  return courses.find(({ name }) => !/step$/.test(name)) ?? courses[0];
}

/**
 * What Ultralytics (`lr/pg1`) and YOLOv5 and v9 (`x/lr1`) call the rate of their second group of parameters. Those of the biases, warmed
 * up from ten times above, are the first or the third, as the version has it; the second are weights in all of them.
 */
const SECOND_GROUP = /(^|\/)(lr\/pg|x\/lr)1$/;

/** The learning rate of the weights, where several groups of parameters have theirs. */
export function leadingRate(series: readonly LoggedSeries[]): LoggedSeries | undefined {
  const rates = series.filter(({ role }) => role === "learning rate");
  return rates.find(({ name }) => SECOND_GROUP.test(name)) ?? rates[0];
}

/**
 * Whether each term of a loss costs held-out rows this many times what it costs training rows, where both were logged: what is wrong with
 * the rows shows in every term, and one that is alike on both refutes it.
 */
export function everyTermApart(
  history: History,
  times: number,
  level: (values: readonly number[]) => number,
): boolean {
  const terms = seriesOf(history, "loss term"), seen = terms.filter(({ split }) => split === "train");
  const unseen = terms.filter(({ split }) => split !== "train");
  return seen.length !== unseen.length ||
    unseen.every(({ values }, i) => level(values) > times * level(seen[i].values));
}

/** Which of several metrics is looked at first: what tasks are compared by, then what is trained for. */
const LEADING = [
  /map_?(50[-_]?95|0\.5:0\.95)|map$|(^|[/_])ap$/,
  /map(?!e)/,
  /wer|cer|(^|[/_])per$|bleu|rouge_?l|chrf/,
  /f_?b?1|f[-_]?score|f[-_]?measure|mcc|matthews/,
  /iou|dice|jaccard|dsc/,
  /acc|top_?1|au(ro|pr)?c|r2|exact_match|(^|_)em$|ndcg|mrr/,
  /rouge|psnr|ssim|fid|kappa|spearman|pearson/,
];

/** Of a network that draws masks or finds joints: the boxes come with them. */
const MASKS = /\([MP]\)$|(^|[/_])(segm|keypoints)[/_]/;

/** What its tool chooses the best weights by: the mean of two that were logged. */
export const BOTH = /\(B\+[MP]\)$/;

/**
 * Of one metric for each of many classes that of all of them, wherever it was logged: it says so, or its name is what all the
 * others add a class to.
 */
export function ofAll(metrics: readonly LoggedSeries[]): LoggedSeries | undefined {
  if (metrics.length < 3) return undefined;
  const extended = new Map<string, number>();
  for (const { name } of metrics) {
    for (const shorter of new Set(shortened(name))) extended.set(shorter, (extended.get(shorter) ?? 0) + 1);
  }
  return metrics.find(({ name }) => (extended.get(wordsOf(name).join("_")) ?? 0) > 1) ??
    metrics.find(({ name }) => wordsOf(name).some((word) => OF_ALL.test(word)));
}

/** The name without some of its words that stand together, in every way. */
function shortened(name: string): readonly string[] {
  const words = wordsOf(name).slice(0, MOST_WORDS);
  return words.flatMap((_, from) =>
    words.slice(from).map((_, more) => [...words.slice(0, from), ...words.slice(from + more + 1)].join("_"))
  );
}

/** No measure's name has more; a file may call its columns anything. */
const MOST_WORDS = 12;

/** The metric that a task is compared by; of several sets the first. */
export function leadingMetric(
  history: History,
  ...splits: readonly LoggedSeries["split"][]
): LoggedSeries | undefined {
  const metrics = seriesOf(history, "metric").filter((metric) =>
    (splits.length === 0 || splits.includes(metric.split)) && saysNothing(metric) === undefined
  );
  const plain = ({ name }: LoggedSeries) => name.toLowerCase().replace(/\([^)]*\)$/, "");
  return LEADING.map((pattern) => {
    const named = metrics.filter((metric) => pattern.test(plain(metric)));
    // what is better the other way measures something else
    const alike = named.filter(({ better }) => better === named[0].better);
    return alike.find(({ name }) => BOTH.test(name)) ?? alike.find(({ name }) => MASKS.test(name)) ??
      ofAll(alike) ?? finalExit(alike);
  }).find((m) => m !== undefined) ??
    metrics[0];
}

/** Accuracy of any wording, as a share even where it was logged in per cent. */
export const ACCURACY = /(^|[/_. ])(acc|accuracy|top_?1|(acc|prec)@1)([/_. ]|$)|accuracy|_acc|acc_/;

const ERROR_RATE = /(^|[/_. ])(m?error|err|error_rate|(multi|binary|class|top_?1)_err(or)?)([/_. ]|$)/;

/** Accuracy of a split as shares, from its error rate where that was logged instead. */
export function accuracyOf(
  history: History,
  ...splits: readonly LoggedSeries["split"][]
): readonly number[] | undefined {
  const accuracies = metricsLike(history, ACCURACY, ...splits);
  const accuracy = ofAll(accuracies) ?? accuracies[0];
  if (accuracy !== undefined) return asShares(accuracy.values);
  const [error] = metricsLike(history, ERROR_RATE, ...splits);
  if (error === undefined || finite(error.values).some((value) => value < 0 || value > 1)) return undefined;
  return finite(error.values).map((share) => 1 - share);
}

/** Metrics that are shares of what could be right, as shares or in per cent. */
export const SHARE =
  /map(?!e)|(^|[/_])ap|bbox|f1|f[-_]?score|success_?rate|iou|dice|jaccard|(^|[/_])dsc|acc|top_?1|exact_match|ndcg|mrr|recall|precision|sensitivity/;

/** Share of what could be right that held-out rows end with, by the metric that leads, where it is one of that kind. */
export function shareRight(history: History): { readonly name: string; readonly share: number } | undefined {
  const metric = leadingMetric(history, "validation", "test");
  if (metric === undefined || finite(metric.values).length === 0) return undefined;
  const name = metric.name.toLowerCase(), level = endLevel(asShares(metric.values));
  if (metric.better === "higher" && SHARE.test(name)) return { name: metric.name, share: level };
  return ERROR_RATE.test(name) && level <= 1 ? { name: metric.name, share: 1 - level } : undefined;
}

/**
 * Whether a classifier says yes to every held-out row at that place: no yes is missed (recall 1), and it is right as often as a yes is
 * (accuracy = precision below 1), which leaves no row that it says no to. F1 is high then where most rows are a yes.
 */
export function saysYesToAll(history: History, { split }: LoggedSeries, place: number): boolean {
  const [recall, precision, accuracy] = ["recall", "precision", "acc"].map((name) => {
    const [measure] = metricsLike(history, new RegExp(name), split);
    return measure === undefined ? NaN : asShares(measure.values)[measure.at.indexOf(place)] ?? NaN;
  });
  return recall === 1 && precision < 1 && Math.abs(accuracy - precision) < 1e-6;
}

/** The finite entries; of a series without others, which may be a million long, no copy. */
export const finite = once((values: Series): readonly number[] =>
  isWhole(values) ? values : values.filter((v): v is number => v !== null && Number.isFinite(v))
);

/** Median of the last fifth (at least two entries). */
export const endLevel = once((values: readonly number[]): number => {
  const known = finite(values);
  return known.length === 0 ? NaN : median(tail(known) as number[]);
});

/** Values as shares of one: percentages are divided by a hundred. */
export const asShares = once((values: readonly number[]): readonly number[] => {
  const known = finite(values);
  return known.some((value) => value > 1.001) ? known.map((value) => value / 100) : known;
});

/** Index of the best finite entry, the first of equals; -1 for none. */
export const indexOfBest = once(({ values, better }: LoggedSeries): number => {
  let best = -1;
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) return;
    if (best < 0 || (better === "higher" ? value > values[best] : value < values[best])) best = i;
  });
  return best;
});

/** Readings whose name, in words, matches. */
export function readingsLike(history: History, pattern: RegExp): readonly LoggedSeries[] {
  return seriesOf(history, "reading").filter(({ name }) => pattern.test(wordsOf(name).join("_")));
}

/** Entries of the longest series; a file may name a hundred thousand. */
export function longestOf({ trainLoss, series = [] }: Pick<History, "trainLoss" | "series">): number {
  return series.reduce((longest, { values }) => Math.max(longest, values.length), trainLoss.length);
}

/**
 * Whether the training loss of a log, or of a run of ours in the stage that it is in, ends with this share, or more, of the
 * most that it had ever gained. A run of ours that is over is judged by what was measured on it.
 */
export function hasKept(history: History, share: number): boolean {
  const { inProgress = false, trainLoss } = history;
  const losses = isLog(history) ? finite(trainLoss) : shapePoints(history).values;
  if (!isLog(history) && !inProgress || losses.length < 3) return false;
  const best = lowest(losses);
  return losses[0] > best && losses[0] - endLevel(losses) >= share * (losses[0] - best);
}
