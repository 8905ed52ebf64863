import { median } from "simple-statistics";
import { finite, readingsLike } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import type { LoggedSeries, Observation, Outcome, Rule } from "../../records.ts";
import { laterHalf } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, doesNotApply, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("policy-leaps");

/** An update is trusted near the policy that played: beyond that the advantages that it follows are another policy's. */
export const policyLeaps: Rule = {
  name: "policy-leaps",
  watches: "approximate KL and clip fraction of policy updates",
  predicate:
    `over the second half the median of approx_kl is above ${LIMITS.kl}, or that of the clip fraction above ${LIMITS.clipped}`,
  remedy:
    "A tenth of the learning rate, fewer epochs on each batch, target_kl=0.02; normalise observations and scale actions. Whether what was learned is worth keeping, the reward says.",
  source: "Schulman et al. 2017, proximal policy optimisation algorithms",
  readsSeries: true,
  check,
};

function check({ history }: Observation): Outcome {
  const divergences = readingsLike(history, /approx_?kl/), shares = readingsLike(history, /clip_?frac/);
  if (kindOf(history) !== "reinforcement") return doesNotApply();
  if (divergences.length + shares.length === 0) {
    return notTested("Log approx_kl and clip_fraction of the updates.");
  }
  const told = [
    ...divergences.filter((one) => levelOf(one) > LIMITS.kl).map((one) => ({ one, usual: "0.01 to 0.05" })),
    ...shares.filter((one) => levelOf(one) > LIMITS.clipped).map((one) => ({ one, usual: "0.1 to 0.3" })),
  ];
  if (told.length === 0) return clear();
  const said = told.map(({ one, usual }) =>
    `${one.name} ${formatNumber(finite(one.values)[0])} at first, about ${
      formatNumber(levelOf(one))
    } in the second half (usual: ${usual})`
  );
  return found(
    "warning",
    `Each update moves the policy far too much: ${said.join("; ")}`,
    { level: levelOf(told[0].one), reading: told[0].one.name },
    [speaksFor("learning rate", 2)],
  );
}

function levelOf({ values }: LoggedSeries): number {
  const known = finite(values);
  return known.length < 3 ? 0 : median(laterHalf(known));
}
