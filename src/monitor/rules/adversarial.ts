/**
 * What is said of two networks against each other.
 *
 * @module
 */
import { median } from "simple-statistics";
import { endLevel, finite, indexOfBest, leadingMetric, seriesOf } from "../logged.ts";
import { isDiscriminator } from "../kind.ts";
import type { History, Outcome } from "../records.ts";
import { condense, unitOf } from "../series.ts";
import { limitsOf } from "../thresholds.ts";
import { formatNumber } from "../../text/mod.ts";
import { found, speaksFor } from "./outcome.ts";

const LIMITS = limitsOf("loss-is-no-error");

/** The one loss near nothing while the other grows: the discriminator tells all, the generator learns nothing from it. */
export function adversarial(history: History): Outcome {
  const terms = [...seriesOf(history, "loss term"), ...seriesOf(history, "loss")];
  const ends = terms.flatMap(({ name, values }) => {
    const known = finite(values);
    return known.length === 0 ? [] : [{ name, first: median(known.slice(0, 3)), end: endLevel(known) }];
  });
  const course = ends.slice(0, 3).map(({ name, first, end }) =>
    `${name} about ${formatNumber(first)} at first, ${formatNumber(end)} at the end`
  )
    .join(", ");
  const won = ends.find(({ name, first, end }) =>
    isDiscriminator(name) && first > 0 && end >= 0 &&
    end < Math.min(LIMITS.wonBelow, LIMITS.wonShare * first)
  );
  const lost = ends.some(({ name, first, end }) =>
    !isDiscriminator(name) && first > 0 && end > LIMITS.lostTimes * first
  );
  const sure = surely(history);
  if (won !== undefined && lost || sure !== undefined) {
    const outcome = found(
      "warning",
      `The discriminator${
        won === undefined ? "" : ` (${won.name})`
      } has won, and teaches the generator nothing more: ${
        sure === undefined ? "" : `${sure.answers}, `
      }${course}`,
      {
        kind: "adversarial",
        discriminator: won?.end ?? null,
        name: won?.name ?? null,
        several: ends.filter(({ name }) => isDiscriminator(name)).length > 1,
        ...(sure === undefined ? {} : { since: sure.since }),
      },
      [speaksFor("learning rate", 1)],
    );
    return {
      ...outcome,
      remedy: `${
        sure === undefined ? "Look at samples" : `Look at samples of the ${unitOf(history)}s before`
      }; slow the discriminator (lower rate, fewer steps, label smoothing, gradient penalty).`,
    };
  }
  const isAhead = lost &&
    ends.some(({ name, first, end }) => isDiscriminator(name) && first > 0 && end < first / LIMITS.lostTimes);
  const metric = leadingMetric(history), best = metric === undefined ? -1 : indexOfBest(metric);
  const last = (metric?.values.length ?? 0) - 1;
  const quality = best < 0
    ? ""
    : `; by ${metric!.name} it is best at ${unitOf(history)} ${metric!.at[best]} (${
      formatNumber(metric!.values[best])
    }), ${best === last ? "which is the end" : `and ${formatNumber(metric!.values[last])} at the end`}`;
  const outcome = found(
    "info",
    `Adversarial training (GAN): the losses measure generator and discriminator against each other, not quality${
      quality || `: ${course}`
    }${isAhead ? "; the discriminator is ahead" : ""}`,
    { kind: "adversarial", isAhead },
  );
  return {
    ...outcome,
    remedy: `Judge by samples and by ${
      best < 0 ? "a measure of them (FID, KID)" : metric!.name
    }, not by these losses.`,
  };
}

/** What a discriminator that is sure of all rows answers, as the DCGAN example prints it, and since when. */
function surely(history: History): { readonly answers: string; readonly since: number } | undefined {
  const answer = (name: string) => seriesOf(history, "reading").find((one) => one.name === name);
  const real = answer("D(x)"), made = answer("D(G(z))");
  if (real === undefined || made === undefined) return undefined;
  const [sees, believes] = [endLevel(real.values), endLevel(made.values)];
  if (!(sees > LIMITS.real && believes < LIMITS.made)) return undefined;
  const { at, values } = condense(made, BINS);
  const since = at[values.findLastIndex((value) => value > LIMITS.made) + 1];
  return {
    answers: `it answers ${formatNumber(sees)} to true rows and ${formatNumber(believes)} to made ones`,
    since,
  };
}

/** Means in which single batches do not count. */
const BINS = 100;
