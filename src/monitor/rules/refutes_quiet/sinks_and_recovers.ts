import { max } from "simple-statistics";
import { ofCycles } from "../../cycles.ts";
import { asShares, leadingMetric } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { noise, unitOf } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, doesNotApply, found, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("sinks-and-recovers");

/** What sank deep and came back may do so again, and an end that fell into such a time would be no good one. */
export const sinksAndRecovers: Rule = {
  name: "sinks-and-recovers",
  watches: "the held-out metric that leads",
  predicate:
    `after the first ${LIMITS.early} of the run it falls ${LIMITS.sunk} below its best so far, which is hardly surpassed later, by ${LIMITS.noises} noises, and comes back up to ${LIMITS.left} of that; a statement, and an alarm where it falls by over ${LIMITS.deep} of it`,
  remedy: "Save the best checkpoint as it trains; a lower rate, or clipped updates, keep it from sinking.",
  source: "definition; Keras ModelCheckpoint by a monitored metric",
  readsSeries: true,
  refutesQuiet: true,
  check: ofCycles(check),
};

function check({ history }: Observation): Outcome {
  if (kindOf(history) === "reinforcement") return doesNotApply();
  const metric = leadingMetric(history, "validation", "test");
  if (metric?.better !== "higher" || metric.values.length < LIMITS.fewest) {
    return doesNotApply();
  }
  const shares = asShares(metric.values), sunk = deepest(shares);
  // what was surpassed by far since was a time of learning
  const isDeep = sunk !== undefined && shares[sunk.top] > LIMITS.ofBest * max(shares as number[]) &&
    sunk.depth > Math.max(LIMITS.sunk * shares[sunk.top], LIMITS.noises * noise(shares));
  if (!isDeep) return clear();
  const { name, at, values } = metric, { top, low } = sunk, unit = unitOf(history);
  const isLost = sunk.depth > LIMITS.deep * shares[top];
  return found(
    isLost ? "warning" : "info",
    `${name} sank from ${formatNumber(values[top])} (${unit} ${at[top]}) to ${
      formatNumber(values[low])
    } (${unit} ${at[low]}), and came back: choose the checkpoint by it`,
    {
      from: at[top],
      at: at[low],
      ...(isLost ? { but: `${name} SANK TO ${formatNumber(values[low], 2)} AND CAME BACK` } : {}),
    },
    isLost ? [speaksFor("learning rate", 1)] : [],
  );
}

/** Indices of the best so far and of the lowest after it, and how deep that lay. */
export interface Sunk {
  readonly top: number;
  readonly low: number;
  readonly depth: number;
}

/** The deepest fall below the best so far from which values came back. */
export function deepest(values: readonly number[]): Sunk | undefined {
  let top = 0, low = 0, sunk: Sunk | undefined;
  for (let i = 1; i < values.length; i++) {
    if (values[i] < values[low] || low < top) low = i;
    const depth = values[top] - values[low];
    const isBack = values[i] >= values[top] - LIMITS.left * depth && low > top && low < i;
    if (isBack && top >= LIMITS.early * values.length && depth > (sunk?.depth ?? 0)) {
      sunk = { top, low, depth };
    }
    if (values[i] >= values[top]) [top, low] = [i, i];
  }
  return sunk;
}
