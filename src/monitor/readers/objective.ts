/**
 * Where the objective of a training stops changing. A variational autoencoder is often trained with the weight of its KL term
 * raised from 0 (Bowman et al. 2016): its loss rises meanwhile, and losses under different weights cannot be compared.
 *
 * @module
 */
import type { LoggedSeries } from "../records.ts";
import { wordsOf } from "./classify.ts";

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
  if (weight === undefined) return undefined;
  const { name, at, values } = weight, last = values[values.length - 1];
  const changed = values.findLastIndex((value) => Math.abs(value - last) > 1e-9 * Math.abs(last));
  return changed < 0 ? undefined : { name, at: at[changed + 1] };
}
