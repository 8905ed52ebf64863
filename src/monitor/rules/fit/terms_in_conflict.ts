import { max } from "simple-statistics";
import { ofCycles } from "../../cycles.ts";
import { ACCURACY, endLevel, finite, indexOfBest, leadingLoss, metricsLike, seriesOf } from "../../logged.ts";
import { isNoError, wordsOf } from "../../readers/classify.ts";
import type { History, LoggedSeries, Observation, Outcome, Rule } from "../../records.ts";
import { lowest, neighbourMedians, trendPValue } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, found, notTested } from "../outcome.ts";
import { isFlat } from "../ending/plateau.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("terms-in-conflict");

/** A sum that stands still may hide terms that do not: what one of them wins another pays for. */
export const termsInConflict: Rule = {
  name: "terms-in-conflict",
  watches: "terms of the training loss beside their sum",
  predicate: `the sum is flat at its end while one term ends at ${LIMITS.times} times its lowest and at ${
    formatPercent(LIMITS.share)
  } of the sum, or at its highest, ${LIMITS.timesOfMuch} times its lowest and ${
    formatPercent(LIMITS.much)
  } of the sum, or at so many times with answers of its own that get worse, and another has fallen since; KL terms and penalties, which are prices, are left out`,
  remedy:
    "Look whether the terms can hold at once: which output, sign and target each takes. If they can, plot them apart and weigh them (fixed weights so that their gradients are alike, GradNorm or uncertainty weighting), or give the one that rises more rows.",
  source: "Wang, Teng and Perdikaris 2021, gradient flow pathologies in physics-informed neural networks",
  readsSeries: true,
  settles: "sum",
  check: ofCycles(check),
};

function check(observation: Observation): Outcome {
  const { history } = observation;
  const total = leadingLoss(history, "train"), level = endLevel(finite(total?.values ?? []));
  const terms = seriesOf(history, "loss term").filter(({ name, split, values }) =>
    split === "train" && !PRICE.test(name) && !isNoError(name) && finite(values).length >= LIMITS.fewest
  );
  if (terms.length < 2 || total?.role !== "loss" || !(level > 0)) {
    return notTested(`Log the terms of the loss, and their sum, of ${LIMITS.fewest} epochs.`);
  }
  if (!isFlat(observation)) return clear();
  const courses = terms.map((term) => courseOf(term, history.unit));
  const rising = courses.find((course) =>
    course.least > 0 && trendPValue(course.since, "up") < LIMITS.byChance &&
    (course.end > LIMITS.times * course.least && course.end > LIMITS.share * level ||
      staysUp(course, level) ||
      course.end > LIMITS.timesOfMuch * course.least && ownAccuracyFalls(history, course) !== undefined)
  );
  const fallen = ({ values }: Course) =>
    rising === undefined ? NaN : values[Math.round(rising.place * (values.length - 1))] - endLevel(values);
  // of those that fell the one that gained most
  const falling = courses
    .filter((course) => fallen(course) > 0 && trendPValue(course.values, "down") < LIMITS.byChance)
    .toSorted((a, b) => fallen(b) - fallen(a))[0];
  if (rising === undefined || falling === undefined) return clear();
  const worse = ownAccuracyFalls(history, rising);
  return found(
    "warning",
    `Terms in conflict: ${rising.name} rises from ${formatNumber(rising.least)} to ${
      formatNumber(rising.end)
    }${
      worse === undefined
        ? ""
        : `, and ${worse.name} falls from ${formatNumber(worse.from)} to ${formatNumber(worse.to)},`
    } while ${falling.name} falls and their sum stands still near ${formatNumber(level)}`,
    {
      term: rising.name,
      least: rising.least,
      leastAt: rising.leastAt,
      level: rising.end,
      falls: falling.name,
      sum: level,
    },
  );
}

type Course = ReturnType<typeof courseOf>;

/** The accuracy of the task that a term is the loss of, where its answers get worse with it: then the rise is felt, however small its share. */
function ownAccuracyFalls(history: History, { name }: Course) {
  const own = metricsLike(history, ACCURACY, "train").find((metric) => taskOf(metric.name) === taskOf(name));
  const values = finite(own?.values ?? []), from = endLevel(values.slice(0, Math.ceil(values.length / 5)));
  return own !== undefined && trendPValue(values, "down") < LIMITS.byChance
    ? { name: own.name, from, to: endLevel(values) }
    : undefined;
}

/** What a loss and an accuracy are of, in the other words of their names. */
function taskOf(name: string): string {
  return wordsOf(name).filter((word) => !/^(loss(es)?|acc|accuracy|train(ing)?)$/.test(word)).join("_");
}

/** Whether a term that is much of the sum ends where it is highest, after a rise that is felt in the sum: others came down at its cost. */
function staysUp({ values, least, end }: Course, level: number): boolean {
  return end > LIMITS.much * level && end > LIMITS.timesOfMuch * least &&
    end - least > LIMITS.share * level &&
    end > LIMITS.highest * max(values as number[]);
}

/** A term whose neighbours were steadied: its lowest, its end, and what came after the lowest. */
function courseOf(term: LoggedSeries, unit: History["unit"]) {
  const { name } = term, known = finite(term.values);
  // a mean over the first epoch is no outlier, of single batches it may be
  const values = [...(unit === "epoch" ? [known[0]] : []), ...neighbourMedians(known)];
  const least = lowest(values), at = values.indexOf(least);
  return {
    name,
    values,
    least,
    leastAt: term.at[indexOfBest(term)],
    place: at / (values.length - 1),
    end: endLevel(values),
    since: values.slice(at),
  };
}

/** Terms that are meant to rise while the others fall. */
export const PRICE =
  /(^|[/_.])(kld?|reg|regular\w*|penalty|decay|gp|wd|sparsity|entropy|commit\w*)([/_.]|$)|_step$/i;
