/**
 * Where the objective of a training stops changing. A variational autoencoder is often trained with the weight of its KL term
 * raised from 0 (Bowman et al. 2016): its loss rises meanwhile, and losses under different weights cannot be compared.
 *
 * @module
 */
import type { LoggedSeries } from "../records.ts";
import { limitsOf } from "../thresholds.ts";
import { wordsOf } from "./classify.ts";

const LIMITS = limitsOf("objective");

/** What the weight of a KL term is called. */
const WEIGHT =
  /^(beta|(kld?_)(weight|coeff?|coefficient|beta|scale|anneal\w*)|anneal(ing)?(_\w+)?|beta_kld?)$/;
const KL = /(^|_)kld?(_|$)/;

/** The weight of the KL term, and the place from which on it is what it is at the end; `undefined` where it never changed. */
export function objectiveSettled(
  columns: readonly Pick<LoggedSeries, "name" | "at" | "values">[],
  series: readonly LoggedSeries[],
): { readonly name: string; readonly at: number } | undefined {
  const words = (name: string) => wordsOf(name.split("/").at(-1)!).join("_");
  const hasTerm = series.some(({ name, role }) => role === "loss term" && KL.test(wordsOf(name).join("_")));
  // that of a policy's KL is turned up and down to keep it near a target
  const isPolicy = series.some(({ role }) => role === "reward");
  const weight = hasTerm && !isPolicy ? columns.find(({ name }) => WEIGHT.test(words(name))) : undefined;
  if (weight === undefined) return isPolicy ? undefined : weightTold(series);
  const { name, at, values } = weight, last = values[values.length - 1];
  const changed = values.findLastIndex((value) => Math.abs(value - last) > 1e-9 * Math.abs(last));
  return changed < 0 ? undefined : { name, at: at[changed + 1] };
}

/**
 * The weight of a KL term that was logged beside its loss and all of its other terms: what these leave of the loss, over the term. Where the
 * others have weights too it settles at nothing, and nothing is told.
 */
function weightTold(
  series: readonly LoggedSeries[],
): { readonly name: string; readonly at: number } | undefined {
  const own = series.filter(({ split }) => split === "train");
  const [total, other] = own.filter(({ role }) => role === "loss");
  const terms = own.filter(({ role }) => role === "loss term");
  const code = terms.find(({ name }) => KL.test(wordsOf(name).join("_")));
  if (total === undefined || other !== undefined || code === undefined || terms.length < 2) return undefined;
  const count = total.values.length;
  if (count < LIMITS.fewest || terms.some(({ values }) => values.length !== count)) return undefined;
  const weights = total.values.map((value, i) =>
    terms.reduce((left, { values }) => left - values[i], value + code.values[i]) / code.values[i]
  );
  const last = weights[count - 1], off = LIMITS.settled * last;
  const rises = weights.every((weight, i) => weight > -off && (i === 0 || weight > weights[i - 1] - off));
  const from = weights.findLastIndex((weight) => !(Math.abs(weight - last) < off)) + 1;
  if (!rises || !(last > LIMITS.raised * weights[0]) || count - from < LIMITS.kept) return undefined;
  return { name: `the weight of ${code.name} in ${total.name}`, at: total.at[from] };
}
