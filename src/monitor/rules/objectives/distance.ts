/**
 * A critic that measures a distance (Arjovsky et al. 2017): its estimate grows from nothing at first and shrinks as samples get better. One
 * that stays about nothing separates nothing, and one without bounds grows for ever.
 *
 * @module
 */
import { median } from "simple-statistics";
import { isDiscriminator } from "../../kind.ts";
import { endLevel, finite } from "../../logged.ts";
import type { History, LoggedSeries, Outcome } from "../../records.ts";
import { condense, laterHalf, noise, unitOf } from "../../series.ts";
import { limitsOf } from "../../thresholds.ts";
import { formatNumber } from "../../../text/mod.ts";
import { areScores, BINS, sidesOf } from "./balance.ts";
import { found, since, speaksFor } from "../outcome.ts";

const LIMITS = limitsOf("adversaries");

/** What is wrong with a critic's estimate; `undefined` for one that is of use, or no critic. */
export function ofDistance(history: History): Outcome | undefined {
  const critics = sidesOf(history).filter(({ name }) => isDiscriminator(name));
  if (!areScores(history) || critics.length !== 1) return undefined;
  const [critic] = critics, { at, values } = condense(critic, BINS);
  if (values.length < LIMITS.estimates) return undefined;
  return exploded(history, critic, { at, values }) ?? separatesNothing(critic);
}

function exploded(
  history: History,
  { name }: LoggedSeries,
  { at, values }: Pick<LoggedSeries, "at" | "values">,
): Outcome | undefined {
  const sizes = values.map(Math.abs), end = endLevel(sizes);
  const early = median(sizes.slice(0, sizes.length >> 1)),
    middle = median(laterHalf(sizes).slice(0, sizes.length >> 2));
  if (!(end > LIMITS.huge && end > LIMITS.grows * early && end > LIMITS.stillGrows * middle)) {
    return undefined;
  }
  const place = at[sizes.findIndex((size) => size > LIMITS.grows * early)] ?? at[at.length - 1];
  return {
    ...found(
      "warning",
      `The critic's estimate grows without bounds: ${name} about ${
        formatNumber(early)
      } in size over the first half, ${formatNumber(end)} at the end`,
      { kind: "adversarial", critic: name, early, end, since: place },
      [speaksFor("learning rate", 1)],
    ),
    called: `THE CRITIC EXPLODES${since(history, place)}`,
    remedy: `Look at samples of the ${
      unitOf(history)
    }s before; bound the critic (a gradient penalty of 10, spectral norms, or weights clipped), rates of 1e-4 or less, RMSprop or Adam without momentum (betas 0, 0.9), rows scaled to -1..1.`,
  };
}

function separatesNothing({ name, values }: LoggedSeries): Outcome | undefined {
  const known = finite(values), third = Math.floor(known.length / 3);
  // the first batches of an untrained critic may say anything
  const about0 = Math.max(
    LIMITS.nothing,
    Math.min(LIMITS.about0, LIMITS.errors / Math.sqrt(third)) * noise(known),
  );
  const isAbout0 = [0, 1, 2].every((i) => Math.abs(median(known.slice(i * third, (i + 1) * third))) < about0);
  if (!isAbout0) return undefined;
  return {
    ...found(
      "warning",
      `The critic separates nothing: its estimate ${name} stays about 0 from the start (${
        formatNumber(known[0])
      } at first, ${
        formatNumber(endLevel(known))
      } at the end), where it should grow before samples get better, so that the generator learns nothing from it`,
      { kind: "adversarial", critic: name },
      [speaksFor("learning rate", 1), speaksFor("program", 1)],
    ),
    called: "THE CRITIC SEPARATES NOTHING",
    remedy:
      "Look whether the critic's weights move at all, whether its loss has true and made rows with opposite signs, and that it ends without a sigmoid; then more of its steps for one of the generator's (5), a higher rate, a wider clip of its weights or a gradient penalty instead.",
  };
}
