import { endLevel, finite, leadingLoss } from "../../logged.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { laterHalf, unitOf } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { openSchedule } from "../course/schedule_not_over.ts";
import { clear, doesNotApply, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("assignments-alike");

/** Rows that go to all prototypes alike cost the logarithm of their number, whatever is in them. */
export const assignmentsAlike: Rule = {
  name: "assignments-alike",
  watches:
    "loss of assignments to prototypes (SwAV, DINO), against the logarithm of their number, which the log states or a power of two is",
  predicate:
    `after ${LIMITS.fewest} entries or more it ends between ${LIMITS.least} and ${LIMITS.most} of that`,
  remedy:
    "Sharper assignments (a lower temperature, of SwAV a lower epsilon), a queue where a batch holds fewer rows than there are prototypes, a lower rate with warm-up, prototypes kept still at first; then count how many of them are used, and look at a kNN probe.",
  source: "Caron et al. 2020, SwAV; Caron et al. 2021, DINO",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check({ history }: Observation): Outcome {
  const loss = leadingLoss(history, "train"), losses = finite(loss?.values ?? []);
  const prototypes = history.selfSupervised?.prototypes ?? prototypesBy(loss?.name ?? "", losses);
  if (loss === undefined || prototypes === undefined) return doesNotApply();
  if (losses.length < LIMITS.fewest) return notTested(`Log ${LIMITS.fewest} losses.`);
  const level = endLevel(losses), uniform = Math.log(prototypes), facts = { level, prototypes, uniform };
  const { done = 1, of = 1 } = openSchedule(history) ?? {};
  const isEarly = done < LIMITS.early * of;
  if (isEarly || !(level > LIMITS.least * uniform && level < LIMITS.most * uniform)) return clear(facts);
  const isThere = (value: number) => Math.abs(value / uniform - 1) < LIMITS.there;
  const last = loss.values.findLastIndex(isThere);
  return found(
    "warning",
    `Rows are assigned to the ${prototypes} prototypes nearly alike, which costs ln ${prototypes} = ${
      formatNumber(uniform)
    }: ${loss.name} ${formatNumber(losses[0])} at first, ${formatNumber(level)} at the end${
      last < 0 || last === loss.values.length - 1
        ? ""
        : `, ${formatPercent(1 - level / uniform)} below it (there up to ${unitOf(history)} ${loss.at[last]})`
    }`,
    facts,
    [speaksFor("initialisation", 1), speaksFor("learning rate", 1)],
  );
}

/** The power of two at whose logarithm a loss that is called by its method stands for all of its later half. */
function prototypesBy(name: string, losses: readonly number[]): number | undefined {
  if (!/dino|swav/i.test(name) || losses.length < LIMITS.fewest) return undefined;
  const prototypes = 2 ** Math.round(endLevel(losses) / Math.LN2);
  const later = laterHalf(losses);
  return prototypes > 2 && later.every((value) => Math.abs(value / Math.log(prototypes) - 1) < LIMITS.there)
    ? prototypes
    : undefined;
}
