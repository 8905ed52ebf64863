/**
 * Measures that name no set of rows: those of an evaluation where they stand seldom beside a training loss, unless they sum up each
 * epoch, or where the losses beside them name theirs.
 *
 * @module
 */
import { someOf } from "../../text/mod.ts";
import type { LoggedSeries } from "../records.ts";
import { saysSplit, wordsOf } from "./classify.ts";

/** Times as many losses as values of the measure: a measure of the training rows comes with their loss. */
const RARER = 10;

/** What is counted of training batches as often as of others, and called by no more than that. */
const PLAIN = /^(acc|accuracy|top_?1|acc_?1)$/;

/**
 * The series, with those measures as ones of held-out rows where nothing else is, and what is said of it.
 *
 * @param besideLoss names of what stands in the rows of the training loss alone, and in no row of an evaluation's own
 */
export function rarelyEvaluated(
  series: readonly LoggedSeries[],
  besideLoss?: ReadonlySet<string>,
): { readonly series: readonly LoggedSeries[]; readonly notes: readonly string[] } {
  const besideHeldOut = ofHeldOutLoss(series);
  if (besideHeldOut.length > 0) {
    const names = new Set(besideHeldOut.map(({ name }) => name));
    return {
      series: series.map((one) => names.has(one.name) ? { ...one, split: "validation" as const } : one),
      notes: [
        `${someOf([...names], NAMES_TOLD)} stand${
          names.size === 1 ? "s" : ""
        } beside losses that name their rows, and name none: taken as of held-out rows`,
      ],
    };
  }
  const found = ofEvaluations(series, besideLoss);
  if (found.length > 0) {
    const names = new Set(found.map(({ name }) => name));
    return {
      series: series.map((one) => names.has(one.name) ? { ...one, split: "validation" as const } : one),
      notes: [
        `${someOf([...names], NAMES_TOLD)} ${
          names.size === 1 ? "names" : "name"
        } no rows: taken as of held-out rows`,
      ],
    };
  }
  const alone = ofFound(series);
  if (alone.length > 0) {
    const names = new Set(alone.map(({ name }) => name));
    return {
      series: series.map((one) => names.has(one.name) ? { ...one, split: "validation" as const } : one),
      notes: [`${someOf([...names], NAMES_TOLD)} stand alone, without a loss: taken as of held-out rows`],
    };
  }
  const losses = Math.max(0, ...series.map(({ role, values }) => role === "loss" ? values.length : 0));
  const isRare = ({ role, name, values }: LoggedSeries) =>
    role === "metric" && !saysSplit(name) && RARER * values.length <= losses;
  const rare = series.filter(isRare);
  const others = series.some(({ role, split }) => split !== "train" && role !== "time");
  if (rare.length === 0 || others || series.some(({ role }) => role === "reward")) {
    return { series, notes: [] };
  }
  const [{ name, values }] = rare;
  if (rare.every((one) => isOfEachEpoch(one, series))) {
    return { series, notes: [`${name} names no rows and stands once an epoch: taken as of training rows`] };
  }
  if (rare.every((one) => PLAIN.test(wordsOf(one.name).join("_")) && besideLoss?.has(one.name))) {
    return {
      series,
      notes: [`${name} names no rows and stands in those of the training loss: taken as of training rows`],
    };
  }
  return {
    series: series.map((one) => isRare(one) ? { ...one, split: "validation" as const } : one),
    notes: [`${name} stands ${values.length} times beside ${losses} losses: taken as of held-out rows`],
  };
}

/** Whether a measure stands once in every epoch of a loss that is logged many times in each: it was counted while training. */
function isOfEachEpoch({ at }: LoggedSeries, series: readonly LoggedSeries[]): boolean {
  const losses = series.filter(({ role }) => role === "loss");
  return losses.some((loss) => {
    const epochs = new Set(loss.at);
    return epochs.size > 1 && epochs.size === at.length && loss.at.length > epochs.size &&
      at.every((epoch) => epochs.has(epoch));
  });
}

/** Names that are told before the rest is counted. */
const NAMES_TOLD = 3;

/**
 * Metrics that name no rows where the losses name theirs, training and held-out alike, and no metric does: whoever logs one metric of
 * each kind has it of the evaluation, in whose rows it stands.
 */
function ofHeldOutLoss(series: readonly LoggedSeries[]): readonly LoggedSeries[] {
  const metrics = series.filter(({ role }) => role === "metric");
  if (metrics.some(({ name, split }) => split !== "train" || saysSplit(name))) return [];
  const named = series.filter(({ role, name }) => /loss/.test(role) && saysSplit(name));
  const held = named.filter(({ split }) => split !== "train").map(({ at }) => new Set(at));
  if (!named.some(({ split }) => split === "train")) return [];
  return metrics.filter(({ at }) => held.some((places) => at.every((place) => places.has(place))));
}

/** What costs an evaluation, of boxes, texts, speech or rankings: nobody counts it of training batches. */
const OF_EVALUATION =
  /^(coco_)?(mean_)?(m_?ap(_?\d+)*|average_precision|(sacre)?bleu\d?|rouge\w*|meteor|cider|chrf|comet|wer|cer|eer|min_dcf|mrr|(hits?|hit_rate|ndcg|recall|map|hr)_\d+|ndcg)(_score)?$/;

/**
 * Metrics that name no rows beside one training loss and nothing of held-out rows: those that only evaluations give, and precision with
 * recall where the loss says that it is the training's, or stands in lines of its own.
 */
function ofEvaluations(
  series: readonly LoggedSeries[],
  besideLoss: ReadonlySet<string> | undefined,
): readonly LoggedSeries[] {
  const metrics = series.filter(({ role, name, split }) =>
    role === "metric" && split === "train" && !saysSplit(name)
  );
  const losses = series.filter(({ role, split }) => /loss/.test(role) && split === "train");
  const isOther = series.some(({ role, split }) => split !== "train" && /loss|metric/.test(role));
  if (isOther || losses.length === 0 || series.some(({ role }) => role === "reward")) return [];
  if (series.some(({ role, name, split }) => role === "metric" && split === "train" && saysSplit(name))) {
    return [];
  }
  const plain = (name: string) => wordsOf(name).join("_");
  const has = (word: string) => metrics.some(({ name }) => wordsOf(name).includes(word));
  const areNamed = losses.every(({ name }) => saysSplit(name)),
    areApart = besideLoss !== undefined && metrics.every(({ name }) => !besideLoss.has(name));
  if (has("precision") && has("recall") && (areNamed || areApart)) return metrics;
  return metrics.filter(({ name }) => OF_EVALUATION.test(plain(name)));
}

/**
 * Precision and recall that name no rows, in a log without any loss or reward: what was found of what there is counts an evaluation, and a
 * log of the training rows would hold their loss.
 */
function ofFound(series: readonly LoggedSeries[]): readonly LoggedSeries[] {
  const metrics = series.filter(({ role }) => role === "metric");
  const has = (word: string) => metrics.some(({ name }) => wordsOf(name).includes(word));
  const isLogOfTraining = series.some(({ role, name }) =>
    role === "loss" || role === "loss term" || role === "reward" || saysSplit(name)
  );
  return !isLogOfTraining && (has("precision") && has("recall") || has("f1")) ? metrics : [];
}
