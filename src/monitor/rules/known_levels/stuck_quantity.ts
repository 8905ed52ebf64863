import { accuracyOf, endLevel, finite, seriesOf } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import { saysNothing } from "../../percentage_errors.ts";
import type { History, LoggedSeries, Observation, Outcome, Rule } from "../../records.ts";
import { epochOf, highest, lowest, unitOf } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, doesNotApply, found } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("stuck-quantity");

/** What stands while everything else moves is no result: nothing trains it, or nothing can be read off it. */
export const stuckQuantity: Rule = {
  name: "stuck-quantity",
  watches: "percentage errors, terms of the loss, accuracies beside a loss that falls",
  predicate:
    `a statement: a symmetric percentage error is at its most throughout, or one of targets near 0 is huge; or, while the training loss falls by ${
      formatPercent(LIMITS.fallen)
    } or more, of ${LIMITS.fewest} entries or more a term does not move to the 4th digit or stays within ${
      formatPercent(LIMITS.ofLn2)
    } of ln 2, or of ${LIMITS.long} accuracies of training and held-out rows, between ${LIMITS.little} and ${LIMITS.accurate}, neither moves by ${LIMITS.moved} after the first ${
      formatPercent(LIMITS.early)
    }`,
  remedy:
    "See what that number is made of: a term that is detached, frozen or without a gradient, targets of 0, one answer given to every row.",
  source: "definition",
  readsSeries: true,
  check,
};

function check({ history }: Observation): Outcome {
  if (kindOf(history) !== "supervised") return doesNotApply();
  const said = [percentages(history), ...(falls(finite(history.trainLoss)) ? besideLoss(history) : [])]
    .filter((one) => one !== undefined);
  if (said.length === 0) return clear();
  return found("info", said.map(({ title }) => title).join("; "), {
    stuck: said.map(({ name }) => name).join(", "),
  });
}

/** What stands, and what is said of it. */
interface Stuck {
  readonly name: string;
  readonly title: string;
}

/** Errors in per cent that measure nothing. */
function percentages(history: History): Stuck | undefined {
  const metrics = seriesOf(history, "metric").filter(({ split }) => split !== "train");
  const told = metrics.flatMap((metric) => {
    const why = saysNothing(metric), level = formatNumber(endLevel(metric.values));
    if (why === undefined) return [];
    return [
      why === "huge" ? `${metric.name} is about ${level}` : `${metric.name} stands at its most, ${level}`,
    ];
  });
  if (told.length === 0) return undefined;
  const [first] = metrics.filter((metric) => saysNothing(metric) !== undefined);
  return {
    name: first.name,
    title: `${
      told.join(", ")
    }: targets are near 0, where a percentage measures nothing; it chooses no checkpoint`,
  };
}

function besideLoss(history: History): readonly (Stuck | undefined)[] {
  const terms = seriesOf(history, "loss term").filter(({ values }) => finite(values).length >= LIMITS.fewest);
  const stuck = terms.find((term) => asItWas(term) || isAtLn2(term));
  return [stuck && ofTerm(stuck), ofAccuracies(history)];
}

function ofTerm(term: LoggedSeries): Stuck {
  const values = finite(term.values), level = formatNumber(endLevel(values));
  return {
    name: term.name,
    title: isAtLn2(term)
      ? `${term.name} stands at ln 2 from start to end (${
        formatNumber(values[0])
      } -> ${level}), which answers of 1/2 cost, while the loss falls: does anything train it?`
      : `${term.name} is ${level} from start to end, while the loss falls: does anything train it?`,
  };
}

/** Whether it has one value to the fourth digit; what is printed with fewer says no more than that it is small. */
function asItWas({ values }: LoggedSeries): boolean {
  const known = finite(values), [first] = known;
  const digits = String(Math.abs(first)).replace(/e.*|\./g, "").replace(/^0+/, "").length;
  return first !== 0 && digits >= 4 && highest(known) - lowest(known) <= LIMITS.same * Math.abs(first);
}

function isAtLn2({ values }: LoggedSeries): boolean {
  const known = finite(values);
  return known.every((value) => Math.abs(value - Math.LN2) <= LIMITS.ofLn2 * Math.LN2);
}

/** Accuracies that came to one level early and stay there, as the share of the largest class does. */
function ofAccuracies(history: History): Stuck | undefined {
  const seen = accuracyOf(history, "train"), unseen = accuracyOf(history, "validation", "test");
  if (seen === undefined || unseen === undefined) return undefined;
  const later = (values: readonly number[]) => values.slice(Math.floor(LIMITS.early * values.length));
  const losses = finite(history.trainLoss),
    stands = (values: readonly number[]) =>
      values.length >= LIMITS.long && lowest(later(values)) > LIMITS.little &&
      highest(later(values)) < LIMITS.accurate &&
      highest(later(values)) - lowest(later(values)) < LIMITS.moved;
  if (!stands(seen) || !stands(unseen) || !falls(later(losses))) return undefined;
  const since = epochOf(history, Math.floor(LIMITS.early * losses.length));
  return {
    name: "accuracy",
    title: `Accuracies hardly move since ${unitOf(history)} ${since} (${
      formatNumber(endLevel(seen))
    } in training, ${
      formatNumber(endLevel(unseen))
    } on held-out rows), while the loss falls: is that the share of the largest class?`,
  };
}

function falls(losses: readonly number[]): boolean {
  return losses.length >= LIMITS.fewest && endLevel(losses) < (1 - LIMITS.fallen) * losses[0];
}
