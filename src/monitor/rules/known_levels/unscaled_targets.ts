import { max } from "simple-statistics";
import { endLevel, finite, leadingLoss, metricsLike, seriesOf } from "../../logged.ts";
import { lossKind, works } from "../../program.ts";
import { lowest, noise, scaleFree } from "../../series.ts";
import { isBoosted } from "../../tools.ts";
import type { Facts, History, Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, found, notTested, speaksAgainst, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("unscaled-targets");

/** Steps are of the size of the rate: a target of 1e5 is a hundred million steps of 1e-3 away. */
export const unscaledTargets: Rule = {
  name: "unscaled-targets",
  watches: "height of the loss and how far it falls",
  predicate:
    `a loss above ${LIMITS.loss} (above ${LIMITS.surely}, or of squares, it is stated, else asked) that has come down by less than ${
      formatPercent(LIMITS.fallen)
    } (above ${LIMITS.surely}: ${
      formatPercent(LIMITS.fallenSurely)
    }); one that ends above ${LIMITS.enormous}, on held-out rows too (an alarm where it leaps, or over ${
      formatPercent(LIMITS.enormousLeft)
    } of it are left); a statement where held-out R2 is over ${LIMITS.explained} and the loss above ${LIMITS.ofScale}; recorded targets to be predicted as numbers that spread by over ${LIMITS.spread}`,
  remedy: "Scale inputs and targets to mean 0 and variance 1 (standardise), and scale predictions back.",
  source: "LeCun, Bottou, Orr and Mueller 1998, efficient backprop",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check(observation: Observation): Outcome {
  const { history, evidence: { recorded } } = observation;
  const { targets, ...program } = recorded?.program ?? {}, kind = lossKind(program);
  if (targets?.std !== undefined && (kind === "squares" || kind === "absolutes")) {
    const { std, mean = 0 } = targets, facts = { mean, std };
    if (Math.max(std, LIMITS.ofMean * Math.abs(mean)) <= LIMITS.spread || works(observation)) {
      return clear(facts);
    }
    return found(
      "critical",
      `Targets are not scaled: mean ${formatNumber(mean)}, standard deviation ${formatNumber(std)}`,
      facts,
      [speaksFor("data", 3), speaksAgainst("learning rate", 2)],
    );
  }
  const losses = finite(history.trainLoss.length > 0 ? history.trainLoss : history.heldOutLoss ?? []);
  if (losses.length < 3) return notTested("Log the loss of 3 epochs.");
  const level = endLevel(losses), facts = { first: losses[0], level };
  // a likelihood of all pixels beside a KL term is a sum, and large by nature
  if (seriesOf(history, "loss term").some(({ name }) => /(^|[/_.])(kld?|elbo|nll)([/_.]|$)/i.test(name))) {
    return clear(facts);
  }
  // squares of large numbers are large: a share of the variance that is explained tells that the scale did no harm
  const [explained] = metricsLike(history, /(^|[/_])r_?2($|[/_])/, "validation", "test");
  if (explained !== undefined && lowest(explained.values.map((r2) => -r2)) < -LIMITS.explained) {
    return Math.min(losses[0], level) > LIMITS.ofScale && !isBoosted(history)
      ? ofScale(level, facts)
      : clear(facts);
  }
  // what is no sum over what a row holds is an error of thousands that most of the training left as it was
  const fallen = level > LIMITS.surely ? LIMITS.fallenSurely : LIMITS.fallen;
  if (
    !(losses[0] > LIMITS.loss && level > LIMITS.loss && level > losses[0] * (1 - fallen) &&
      level < LIMITS.risen * losses[0])
  ) {
    return enormous(history, losses, level) ?? clear(facts);
  }
  const name = leadingLoss(history, "train", "validation")?.name ?? "";
  if (!(SQUARES.test(name) || level > LIMITS.surely)) {
    return fallsFaster(losses) ? clear(facts) : asked(losses[0], level, facts);
  }
  return found(
    "critical",
    `Targets look unscaled: the loss is ${wayOf(losses[0], level)}: normalise inputs and targets`,
    facts,
    [speaksFor("data", 3), speaksAgainst("learning rate", 2)],
  );
}

/** A loss that falls, and is still the square of an error of tens of thousands, on held-out rows too: an alarm where its steps leap, or most of it is left. */
function enormous(history: History, losses: readonly number[], level: number): Outcome | undefined {
  const held = finite(history.heldOutLoss ?? []), isLarge = (loss: number) => loss > LIMITS.enormous;
  const isHigh = isLarge(losses[0]) && isLarge(level) && level < LIMITS.risen * losses[0];
  // trees split by order alone
  if (!isHigh || isBoosted(history) || held.length > 0 && !isLarge(endLevel(held))) return undefined;
  const leaps = noise(scaleFree(losses)) > LIMITS.leaps;
  const isAlarm = leaps || level > LIMITS.enormousLeft * losses[0];
  const outcome = found(
    isAlarm ? "warning" : "info",
    `Targets look unscaled: the loss is about ${formatNumber(level)}, if it is a square an error of ${
      formatNumber(Math.sqrt(level))
    }${
      leaps
        ? `, and leaps between ${formatNumber(lowest(losses))} and ${formatNumber(max(losses as number[]))}`
        : ""
    }`,
    { first: losses[0], level, isSure: false, beside: !isAlarm },
    isAlarm ? [speaksFor("data", 2)] : [],
  );
  return { ...outcome, remedy: SCALE };
}

const SCALE =
  "Scale targets (and inputs) to mean 0 and variance 1, or take their logarithm where they span orders of magnitude, and scale predictions back; then choose the rate anew. Until then steps are far too large or far too small.";

/** What is followed all the same is no alarm; that all steps, and the rate, are in the targets' own unit is worth a word. */
function ofScale(level: number, facts: Facts): Outcome {
  const outcome = found(
    "info",
    `Targets look unscaled: the loss is about ${formatNumber(level)}, if it is a square an error of ${
      formatNumber(Math.sqrt(level))
    }, though R2 says that they are followed`,
    { ...facts, isSure: false, beside: true, follows: true },
  );
  return { ...outcome, remedy: SCALE };
}

/** What errors of numbers are called. */
const SQUARES = /mse|mae|rmse|squared|absolute|(^|[/_])l[12]([/_]|$)|huber/i;

/**
 * Whether a loss falls at each entry of the last third, ever faster, and has come somewhere: it has only begun to, and its size is its unit.
 * Towards targets that are far off an optimiser moves faster too, and comes nowhere.
 */
function fallsFaster(losses: readonly number[]): boolean {
  const third = Math.max(3, Math.ceil(losses.length / 3)), last = losses.slice(-third);
  return last[third - 1] < (1 - LIMITS.begun) * losses[0] &&
    last.every((loss, i) => i === 0 || loss < last[i - 1]) &&
    last[0] - last[third - 1] > LIMITS.faster * (losses[0] - losses[third - 1]);
}

/** Where a loss began, and by how much it fell or to what it rose. */
function wayOf(first: number, level: number): string {
  return `${formatNumber(first)} at first and ${
    level > first
      ? `higher at the end, about ${formatNumber(level)}`
      : `falls by ${formatNumber(100 * (1 - level / first))}%`
  }`;
}

/** A loss that is no error of numbers by its name may be summed over whatever a row or a batch holds. */
function asked(first: number, level: number, facts: Facts): Outcome {
  return {
    ...found(
      "warning",
      `The loss is ${wayOf(first, level)}`,
      { ...facts, asked: true, rises: level > first },
      [speaksFor("data", 1), speaksFor("learning rate", 1)],
    ),
    called: `HIGH LOSS THAT ${
      level > first ? "ENDS ABOVE ITS BEGINNING" : "HARDLY FALLS"
    }: A SUM, OR TARGETS NOT SCALED?`,
    remedy:
      "Is it a sum over pixels, words or rows? Then divide it by their number, and look at the rate. If numbers are predicted, scale inputs and targets to mean 0 and variance 1.",
  };
}
