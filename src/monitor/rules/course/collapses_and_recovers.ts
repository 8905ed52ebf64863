import { max } from "simple-statistics";
import { asShares, endLevel, finite, leadingMetric } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { lowest, unitOf } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, doesNotApply, found, levelOf, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("collapses-and-recovers");

/** What climbs back to where it was has not improved: the climb is that out of a pit, and the best lies before it. */
export const collapsesAndRecovers: Rule = {
  name: "collapses-and-recovers",
  watches: "the held-out metric that leads, where more of it is better",
  predicate: `of ${LIMITS.fewest} evaluations or more ${LIMITS.down} in a row are under ${
    formatPercent(LIMITS.left)
  } of the best before them, and those after come back above ${
    formatPercent(LIMITS.back)
  } of it, and never to it`,
  remedy:
    "Use the checkpoint before it; train again with a lower rate or a longer warm-up and clipped gradients, and with more rows in both sets: of few rows one step undoes much.",
  source: "definition; Keras ModelCheckpoint by a monitored metric",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check({ history }: Observation): Outcome {
  const metric = leadingMetric(history, "validation", "test");
  if (kindOf(history) !== "supervised" || metric?.better === "lower") return doesNotApply();
  const shares = metric === undefined ? [] : asShares(metric.values);
  if (metric === undefined || shares.length < LIMITS.fewest || finite(metric.values) !== metric.values) {
    return notTested(`Log a held-out metric of ${LIMITS.fewest} evaluations.`);
  }
  const pit = pitIn(shares);
  if (pit === undefined) return clear();
  const { best, from, to } = pit, after = shares.slice(to + 1);
  const isBack = after.length > 0 && endLevel(after) > LIMITS.back * shares[best] &&
    max(after) < shares[best];
  if (!isBack) return clear();
  const unit = unitOf(history), { at, values } = metric;
  return found(
    "warning",
    `${metric.name} was ${formatNumber(values[best])} at ${unit} ${at[best]}, collapsed to ${
      formatNumber(lowest(values.slice(from, to + 1)))
    } in ${unit}s ${at[from]} to ${at[to]}, and has come back to ${
      levelOf(endLevel(values), values)
    }, below that best`,
    { metric: metric.name, best: values[best], from: at[from], to: at[to] },
    [speaksFor("learning rate", 1), speaksFor("data", 1)],
  );
}

/** The first run of evaluations that are next to nothing of the best before them. */
function pitIn(shares: readonly number[]) {
  let best = 0, from = -1;
  for (let i = 0; i < shares.length; i++) {
    const isDown = shares[best] > LIMITS.something && shares[i] < LIMITS.left * shares[best];
    if (isDown && from < 0) from = i;
    if (!isDown && from >= 0) {
      if (i - from >= LIMITS.down) return { best, from, to: i - 1 };
      from = -1;
    }
    if (shares[i] > shares[best]) best = i;
  }
  return undefined;
}
