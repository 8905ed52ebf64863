/**
 * Of adversarial training the terms that measure an error against true rows: these tell, whatever the adversaries do.
 *
 * @module
 */
import { endLevel, finite, indexOfBest, seriesOf } from "./logged.ts";
import { isDiscriminator, kindOf } from "./kind.ts";
import type { History, LoggedSeries } from "./records.ts";
import { wordsOf } from "./readers/classify.ts";
import { trendPValue } from "./series.ts";
import { limitsOf } from "./thresholds.ts";

const LIMITS = limitsOf("measured-terms");

/** Distances from the row that was to be made, in the order in which they choose: of all of it, by features of it, of what it is made from; last what a code costs. */
const MEASURED = [
  /(^|_)(mel|stft|spec|spectral|spectrogram)(_|\d|$)/,
  /(^|_)(rec|recon|reconstruction|l1|l2|mse|mae|pix|pixel|charbonnier)(_|\d|$)/,
  /(^|_)(vgg|perceptual|percep|lpips)(_|\d|$)/,
  /(^|_)(dur|duration|pitch|f0)(_|\d|$)/,
  /(^|_)kld?(_|$)/,
];

/** Those that were logged as a course, of held-out rows before those of training; of features of a discriminator none: it moves. */
export function measuredTerms(history: History): readonly LoggedSeries[] {
  if (kindOf(history) !== "adversarial") return [];
  const terms = seriesOf(history, "loss term").filter(({ name, values }) =>
    !isDiscriminator(name) && finite(values).length >= LIMITS.fewest
  );
  const heldOut = terms.filter(({ split }) => split !== "train");
  const named = (among: readonly LoggedSeries[]) =>
    MEASURED.flatMap((pattern) => among.filter(({ name }) => pattern.test(wordsOf(name).join("_"))));
  const found = named(heldOut);
  return found.length > 0 ? found : named(terms);
}

/** The one of held-out rows that tells which checkpoint is better. */
export function choosingTerm(history: History): LoggedSeries | undefined {
  const [first] = measuredTerms(history);
  return first?.split === "train" ? undefined : first;
}

/** How far above its lowest a term ends, as a share of that. */
export function aboveItsLowest(term: LoggedSeries): number {
  return endLevel(term.values) / term.values[indexOfBest(term)] - 1;
}

/** Whether a term is still at its lowest, and falls. */
export function stillFalls(term: LoggedSeries): boolean {
  const { values } = term;
  return indexOfBest(term) >= LIMITS.late * (values.length - 1) &&
    trendPValue(finite(values).slice(Math.floor(2 * values.length / 3)), "down") < LIMITS.byChance;
}
