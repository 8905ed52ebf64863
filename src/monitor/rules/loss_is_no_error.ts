import { median } from "simple-statistics";
import { endLevel, finite, kindOf, seriesOf } from "../logged.ts";
import type { Facts, Observation, Outcome, Rule } from "../records.ts";
import { formatNumber } from "../../text/mod.ts";
import { clear, found } from "./outcome.ts";

/** Losses of adversaries and of policies move with their opponent or their data: their height says nothing of quality. */
export const lossIsNoError: Rule = {
  name: "loss-is-no-error",
  watches: "names of the losses, rewards",
  predicate: "a generator and a discriminator, or a reward",
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
    const terms = [...seriesOf(history, "loss term"), ...seriesOf(history, "loss")];
    const ends = terms.map(({ name, values }) =>
      `${name} ${formatNumber(finite(values)[0])} -> ${formatNumber(endLevel(values))}`
    );
    return found(
      "info",
      `Adversarial training (GAN): generator and discriminator losses measure each other, not quality: ${
        ends.slice(0, 3).join(", ")
      }`,
      { kind },
    );
  }
  const [reward] = seriesOf(history, "reward");
  const values = reward === undefined ? [] : finite(reward.values);
  if (values.length < 6) {
    return found(
      "info",
      "Reinforcement learning: policy and value losses are no errors; judge by the reward",
      { kind },
    );
  }
  const third = Math.floor(values.length / 3);
  const thirds = [0, third, values.length - third].map((from) => median(values.slice(from, from + third)));
  const [early, middle, late] = thirds;
  const spread = median(values.map((v) => Math.abs(v - median(values)))) || Math.abs(median(values)) / 100;
  const facts: Facts = { kind, reward: reward.name, early, middle, late };
  const course = `${reward.name} ${formatNumber(early)} -> ${formatNumber(middle)} -> ${
    formatNumber(late)
  } (medians of thirds)`;
  const fallen = Math.max(early, middle) - late > 3 * spread + Math.abs(Math.max(early, middle)) * 0.2;
  if (fallen) return found("warning", `The reward has fallen back: ${course}`, facts);
  const risen = late - early > spread;
  return found(
    "info",
    `Reinforcement learning: the reward ${risen ? "rises" : "is flat (a plateau)"}: ${course}`,
    facts,
  );
}
