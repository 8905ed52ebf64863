/**
 * What is said of two networks against each other.
 *
 * @module
 */
import { median } from "simple-statistics";
import { endLevel, finite, indexOfBest, leadingMetric, seriesOf } from "../../logged.ts";
import { isDiscriminator, isGenerator } from "../../kind.ts";
import { aboveItsLowest, measuredTerms, stillFalls } from "../../measured_terms.ts";
import type { History, LoggedSeries, Outcome } from "../../records.ts";
import { condense, unitOf } from "../../series.ts";
import { limitsOf } from "../../thresholds.ts";
import { formatNumber } from "../../../text/mod.ts";
import { areScores, type Balance, balanceOf, BINS } from "./balance.ts";
import { ofDistance } from "./distance.ts";
import { found, since, speaksFor } from "../outcome.ts";
import { judgedBySamples } from "./samples.ts";

const LIMITS = limitsOf("loss-is-no-error"), MEASURED_LIMITS = limitsOf("measured-terms");

/** The one loss near nothing while the other grows: the discriminator tells all, the generator learns nothing from it. */
export function adversarial(history: History): Outcome {
  const distance = ofDistance(history);
  if (distance !== undefined) return distance;
  const terms = [...seriesOf(history, "loss term"), ...seriesOf(history, "loss")];
  const ends = terms.flatMap((term) => {
    // what the first batches cost says nothing of a log of thousands
    const known = finite(condense(term, BINS).values);
    return known.length === 0
      ? []
      : [{ name: term.name, first: median(known.slice(0, 3)), end: endLevel(known) }];
  });
  const course = ends.slice(0, 3).map(({ name, first, end }) =>
    `${name} about ${formatNumber(first)} at first, ${formatNumber(end)} at the end`
  )
    .join(", ");
  const balance = balanceOf(history);
  // a critic's loss is a distance: small is what it should become
  const isGame = balance === undefined && !areScores(history);
  // what costs a generator so much, and no less than at first, is taken for made at sight: from the first on, maybe
  const pays = ends.some(({ name, first, end }) => isGenerator(name) && end > LIMITS.pays && end >= first);
  const won = ends.find(({ name, first, end }) =>
    isGame && isDiscriminator(name) && first > 0 && end >= 0 &&
    end < Math.min(LIMITS.wonBelow, pays ? Infinity : LIMITS.wonShare * first)
  );
  const lost = pays ||
    ends.some(({ name, first, end }) =>
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
        ...(sure === undefined ? {} : { since: sure.since }),
      },
      [speaksFor("learning rate", 1)],
    );
    const several = ends.filter(({ name }) => isDiscriminator(name)).length > 1;
    return {
      ...outcome,
      // of several discriminators it matters which
      called: `THE DISCRIMINATOR HAS WON${won !== undefined && several ? `: ${won.name}` : ""}${
        since(history, sure?.since)
      }`,
      remedy: `${
        sure === undefined ? "Look at samples" : `Look at samples of the ${unitOf(history)}s before`
      }; slow the discriminator (lower rate, fewer steps, label smoothing, gradient penalty).`,
    };
  }
  if (balance?.ahead === "generator") return fooled(history, balance);
  const isAhead = isGame && lost &&
    ends.some(({ name, first, end }) =>
      isDiscriminator(name) && first > 0 &&
      (end < Math.min(first / LIMITS.lostTimes, 2 * Math.LN2) || pays && end < LIMITS.aheadBelow)
    );
  const metric = leadingMetric(history), best = metric === undefined ? -1 : indexOfBest(metric);
  if (metric === undefined || best < 0) {
    const [term] = measuredTerms(history);
    if (term !== undefined) return measured(history, term, isAhead);
  }
  const last = (metric?.values.length ?? 0) - 1;
  const quality = best < 0
    ? ""
    : `; by ${metric!.name} it is best at ${unitOf(history)} ${metric!.at[best]} (${
      formatNumber(metric!.values[best])
    }), ${best === last ? "which is the end" : `and ${formatNumber(metric!.values[last])} at the end`}`;
  const isUndecided = balance?.ahead === "neither";
  const outcome = found(
    "info",
    `Adversarial training (GAN): the losses measure generator and discriminator against each other, not quality${
      quality || `: ${course}`
    }${isAhead ? "; the discriminator is ahead" : ""}${
      isUndecided
        ? "; both cost what answers of 1/2 to every row cost: the samples pass for true, or the discriminator learns nothing"
        : ""
    }`,
    { kind: "adversarial", isAhead },
  );
  return {
    ...outcome,
    called: `NO ALARM: ${
      isUndecided
        ? "THE DISCRIMINATOR CANNOT TELL, JUDGE BY SAMPLES"
        : isAhead
        ? "THE DISCRIMINATOR IS AHEAD, JUDGE BY SAMPLES"
        : "THE LOSSES OF A GAN SAY NOTHING OF QUALITY"
    }`,
    remedy: best < 0
      ? `${judgedBySamples(history)}, not by these losses.${isUndecided ? UNDECIDED : isAhead ? AHEAD : ""}`
      : `Judge by samples and by ${metric!.name}, not by these losses.`,
  };
}

const AHEAD =
  " If samples get no better, slow the discriminator: a lower rate or fewer steps, label smoothing, noise on its inputs, a gradient penalty.";
const UNDECIDED =
  " If samples are poor, look at the discriminator: its rate, whether its weights move, whether true and made rows are labelled apart.";

/** A discriminator that costs more than answers of 1/2 to everything takes made rows for true ones. */
function fooled(history: History, { discriminator, generator, level, undecided, isSure }: Balance): Outcome {
  const outcome = found(
    isSure ? "warning" : "info",
    `The generator is ahead: ${discriminator.name} ${formatNumber(level)} at the end, more than the ${
      formatNumber(undecided)
    } that answers of 1/2 to every row cost, ${generator.name} ${
      formatNumber(endLevel(condense(generator, BINS).values))
    }, less than ln 2 (if these are log losses): made rows pass for true ones, whatever they look like`,
    { kind: "adversarial", balance: "generator", level, undecided },
    isSure ? [speaksFor("learning rate", 1)] : [],
  );
  return {
    ...outcome,
    called: isSure
      ? "THE GENERATOR FOOLS THE DISCRIMINATOR"
      : "NO ALARM: THE GENERATOR IS AHEAD, JUDGE BY SAMPLES",
    remedy:
      `Strengthen the discriminator: more of its steps for one of the generator's, a higher rate (or a lower one for the generator), less noise or dropout in it. ${
        judgedBySamples(history)
      }.`,
  };
}

/** Terms that measure an error against true rows tell, whatever the adversaries do. */
function measured(history: History, leading: LoggedSeries, isAhead: boolean): Outcome {
  const unit = unitOf(history), falls = stillFalls(leading);
  const others = measuredTerms(history).filter((term) => term !== leading && term.split === leading.split);
  const risen = others.filter((term) => aboveItsLowest(term) > MEASURED_LIMITS.risen);
  const told = [leading, ...(risen.length > 0 ? risen : others).slice(0, 2)].map((term) => {
    const { name, values, at } = term, best = indexOfBest(term);
    return `${name} ${formatNumber(values[0])} at first, lowest ${formatNumber(values[best])} at ${unit} ${
      at[best]
    }, ${formatNumber(endLevel(values))} at the end`;
  }).join("; ");
  const best = leading.at[indexOfBest(leading)], isHeldOut = leading.split !== "train";
  const outcome = found(
    "info",
    `Adversarial training: the losses of generator and discriminator are no quality, those against true rows tell: ${told}${
      isAhead ? "; the discriminator is ahead" : ""
    }`,
    { kind: "adversarial", measured: leading.name, falls, best, isAhead },
  );
  return {
    ...outcome,
    called: `NO ALARM: ${leading.name} ${falls ? "STILL FALLS" : "GAINS NO MORE"}, JUDGE BY SAMPLES`,
    remedy: `${judgedBySamples(history)}${
      isHeldOut ? `, those of ${unit} ${best} and of the last among them` : ""
    }.${falls ? " It still gains: train on." : ""}`,
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
