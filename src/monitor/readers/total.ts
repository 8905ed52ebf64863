/**
 * The total among losses that are none of them called the loss: `loss_vae` beside its reconstruction and KL terms.
 *
 * @module
 */
import type { LoggedSeries } from "../records.ts";
import { wordsOf } from "./classify.ts";

/** What a loss of everything is called. */
const WHOLE = /^(total|overall|all|sum|full|combined|joint|objective)$/;
/** What the loss of a variational autoencoder is called beside its terms, which are its parts. */
const AUTOENCODER = /^(vae|elbo|cvae|wae|aae|autoencoder)$/, PART = /^(kld?|rec|recon|reconstruction|mmd)$/;

/** Rows for each part with which a sum is no accident of smooth curves, and how far it may be off, over how far the total goes. */
const ROWS_A_PART = 5, OFF = 1e-3;

/** More parts are not weighed. */
const MOST_PARTS = 8;

/**
 * The loss of a split that holds the others: by its name, or since it is their sum, weighted by what was logged nowhere;
 * `undefined` where none is.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const term = (name: string, values: readonly number[]) =>
 *   ({ name, role: "loss term", split: "train", better: "lower", at: [1, 2], values }) as const;
 * const terms = [term("loss_vae", [1, 0.5]), term("loss_recon", [0.9, 0.4]), term("loss_kl", [1, 90])];
 * assertEquals(totalOf(terms)?.name, "loss_vae");
 * ```
 */
export function totalOf(terms: readonly LoggedSeries[]): LoggedSeries | undefined {
  const has = (pattern: RegExp) => ({ name }: LoggedSeries) =>
    wordsOf(name).some((word) => pattern.test(word));
  if (terms.length < 2) return undefined;
  return terms.find(has(WHOLE)) ??
    (terms.some(has(PART)) ? terms.find(has(AUTOENCODER)) : undefined) ??
    terms.find((term) => isWeightedSum(term, terms.filter((other) => other !== term)));
}

/** How a loss may be put together or be smoothed, in the words of a name: it stays the same loss. */
const WAY =
  /^(avg|average|averaged|mean|median|sum|summed|total|running|moving|smooth|smoothed|ema|raw|current|last|final|batch|step|epoch|per|sample|token|example|item|row)$/;

/** Of several ways the one that is a plain mean. */
const MEAN = /^(avg|average|averaged|mean)$/;

/**
 * Losses of which none is another one once more: neither by name, put together in another way, nor as the same numbers times one
 * factor. Those are no terms, and their sum is no loss.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const term = (name: string, values: readonly number[]) =>
 *   ({ name, role: "loss term", split: "train", better: "lower", at: [1, 2, 3], values }) as const;
 * const terms = [term("sum_ctc_loss", [9, 6, 5]), term("mean_ctc_loss", [0.9, 0.7, 0.5]), term("att_loss", [3, 2, 2])];
 * assertEquals(withoutRepeats(terms).map(({ name }) => name), ["mean_ctc_loss", "att_loss"]);
 * ```
 */
export function withoutRepeats(terms: readonly LoggedSeries[]): readonly LoggedSeries[] {
  const isMean = ({ name }: LoggedSeries) => wordsOf(name).some((word) => MEAN.test(word));
  const whatOf = ({ name }: LoggedSeries) => wordsOf(name).filter((word) => !WAY.test(word)).join("_");
  const kept: LoggedSeries[] = [];
  for (const term of [...terms.filter(isMean), ...terms.filter((term) => !isMean(term))]) {
    if (!kept.some((other) => whatOf(other) === whatOf(term) || isMultiple(term, other))) kept.push(term);
  }
  return terms.filter((term) => kept.includes(term));
}

/** Whether one loss is the other times a factor at every place, of three or more that differ. */
function isMultiple({ values }: LoggedSeries, { values: others }: LoggedSeries): boolean {
  const factor = values[0] / others[0];
  return values.length === others.length && new Set(values).size >= 3 && Number.isFinite(factor) &&
    values.every((value, i) => Math.abs(value - factor * others[i]) <= OFF * Math.abs(value));
}

/** Whether a loss is two or more of the others, each times a weight of its own, at every place. */
function isWeightedSum({ values }: LoggedSeries, others: readonly LoggedSeries[]): boolean {
  const parts = others.filter((other) => other.values.length === values.length).map((other) => other.values);
  const isKnown = [values, ...parts].every((all) => all.every(Number.isFinite));
  if (parts.length < 2 || parts.length > MOST_PARTS || !isKnown) return false;
  if (values.length < ROWS_A_PART * parts.length) return false;
  const weights = leastSquares(parts, values);
  const range = spread(values), counts = parts.filter((part, i) => weights[i] * spread(part) > 0.01 * range);
  return range > 0 && counts.length >= 2 && weights.every((weight) => weight > -OFF) &&
    values.every((value, row) => {
      const sum = parts.reduce((sum, part, i) => sum + weights[i] * part[row], 0);
      return Math.abs(value - sum) <= OFF * range;
    });
}

function spread(values: readonly number[]): number {
  const [least, most] = values.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [
    Infinity,
    -Infinity,
  ]);
  return most - least;
}

/** Weights of the columns that come nearest to a sum: its normal equations, by elimination; a column without a pivot weighs nothing. */
function leastSquares(columns: readonly (readonly number[])[], sum: readonly number[]): readonly number[] {
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((all, value, i) => all + value * b[i], 0);
  const rows = columns.map((a) => [...columns.map((b) => dot(a, b)), dot(a, sum)]);
  rows.forEach((pivot, at) => {
    if (Math.abs(pivot[at]) < 1e-12 * dot(columns[at], columns[at])) return;
    rows.forEach((row, other) => {
      if (other === at) return;
      const times = row[at] / pivot[at];
      row.forEach((_, i) => row[i] -= times * pivot[i]);
    });
  });
  return rows.map((row, at) =>
    Math.abs(row[at]) < 1e-12 * dot(columns[at], columns[at]) ? 0 : row[columns.length] / row[at]
  );
}
