import { max, median } from "simple-statistics";
import { endLevel, finite, indexOfBest, kindOf, leadingMetric, leadingReward, seriesOf } from "../logged.ts";
import type { Facts, History, Observation, Outcome, Rule } from "../records.ts";
import { condense, noise, unitOf } from "../series.ts";
import { formatNumber, formatPercent } from "../../text/mod.ts";
import { clear, found, speaksFor } from "./outcome.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("loss-is-no-error");

/** Losses of adversaries and of policies move with their opponent or their data: their height says nothing of quality. */
export const lossIsNoError: Rule = {
  name: "loss-is-no-error",
  watches: "names of the losses, rewards",
  predicate:
    `a generator and a discriminator, or a reward; an alarm where the discriminator's loss ends under ${LIMITS.wonBelow} while the other grows ${LIMITS.lostTimes}-fold, or the reward has lost ${
      formatPercent(LIMITS.rewardLost)
    } of its rise`,
  remedy: "Judge by samples (GAN) or by the reward of evaluation episodes, over several seeds.",
  source: "Goodfellow et al. 2014; Henderson et al. 2018, deep reinforcement learning that matters",
  readsSeries: true,
  settles: "all losses",
  check,
};

function check({ history }: Observation): Outcome {
  const kind = kindOf(history);
  if (kind === "supervised") return clear();
  if (kind === "adversarial") {
    return adversarial(history);
  }
  const reward = leadingReward(history);
  const values = reward === undefined ? [] : finite(reward.values);
  const { at, values: kept } = condense({ at: reward?.at ?? [], values }, LONGEST);
  if (reward === undefined || values.length < LIMITS.fewest) {
    return found(
      "info",
      "Policy and value losses are no errors: judge by the reward",
      { kind },
    );
  }
  const window = Math.max(3, Math.ceil(kept.length / 10));
  const levels = kept.slice(window - 1).map((_, i) => median(kept.slice(i, i + window) as number[]));
  const early = levels[0], late = levels[levels.length - 1], peak = max(levels);
  const jitter = noise(kept) || Math.abs(median(kept as number[])) / 100;
  const peakAt = at[levels.indexOf(peak) + window - 1];
  const facts: Facts = { kind, reward: reward.name, early, peak, peakAt, late };
  const medians = `medians of ${Math.round(window * values.length / kept.length)}`;
  const course = `${reward.name} about ${formatNumber(early)} at first, about ${
    formatNumber(late)
  } at the end (${medians})`;
  const fallen = peak - late > LIMITS.rewardNoises * jitter &&
    peak - late > LIMITS.rewardLost * Math.max(peak - Math.min(early, late), Math.abs(peak) / 2);
  if (fallen) {
    const outcome = found(
      "warning",
      `The reward has fallen back since ${unitOf(history)} ${peakAt}: from about ${
        formatNumber(peak)
      } to about ${formatNumber(late)} at the end (${medians})`,
      { ...facts, since: peakAt },
      [speaksFor("learning rate", 1)],
    );
    return {
      ...outcome,
      remedy: "Go back to the policy of that time; lower the rate or clip updates harder (target KL).",
    };
  }
  const risen = late - early > jitter;
  const outcome = found("info", `The reward ${risen ? "rises" : "is flat"}: ${course}`, { ...facts, risen });
  return { ...outcome, remedy: risen ? RISEN : FLAT };
}

/** Episodes beyond these are averaged in bins. */
const LONGEST = 500;

const RISEN = "Nothing here asks for a change; evaluate the policy on separate episodes, over several seeds.";
const FLAT =
  "Policy and value losses are no errors: look at entropy and at the reward's parts, and whether any episode is ever rewarded.";

/** The one loss near nothing while the other grows: the discriminator tells all, the generator learns nothing from it. */
function adversarial(history: History): Outcome {
  const terms = [...seriesOf(history, "loss term"), ...seriesOf(history, "loss")];
  const ends = terms.map(({ name, values }) => {
    const known = finite(values);
    return { name, first: median(known.slice(0, 3)), end: endLevel(known) };
  });
  const course = ends.slice(0, 3).map(({ name, first, end }) =>
    `${name} ${formatNumber(first)} -> ${formatNumber(end)}`
  )
    .join(", ");
  const won = ends.find(({ name, first, end }) =>
    DISCRIMINATOR.test(name) && first > 0 && end >= 0 &&
    end < Math.min(LIMITS.wonBelow, LIMITS.wonShare * first)
  );
  const lost = ends.some(({ name, first, end }) =>
    !DISCRIMINATOR.test(name) && first > 0 && end > LIMITS.lostTimes * first
  );
  if (won !== undefined && lost) {
    const outcome = found(
      "warning",
      `The discriminator has won, the generator learns nothing any more: ${course}`,
      {
        kind: "adversarial",
        discriminator: won.end,
      },
      [speaksFor("learning rate", 1)],
    );
    return {
      ...outcome,
      remedy:
        "Look at samples; slow the discriminator (lower rate, fewer steps, label smoothing, gradient penalty).",
    };
  }
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
    }`,
    { kind: "adversarial" },
  );
  return {
    ...outcome,
    remedy: `Judge by samples and by ${
      best < 0 ? "a measure of them (FID, KID)" : metric!.name
    }, not by these losses.`,
  };
}

const DISCRIMINATOR = /(^|[/_.])(d|dis|disc|discriminator|critic)([/_.0-9]|$)/i;
