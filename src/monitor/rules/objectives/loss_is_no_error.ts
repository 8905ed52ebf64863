import { isDiffusion, kindOf } from "../../kind.ts";
import type { History, Observation, Outcome, Rule } from "../../records.ts";
import { unitOf } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { adversarial } from "./adversarial.ts";
import { diffusion } from "./diffusion.ts";
import { saturatedDiscriminator } from "./imitation.ts";
import { clear, found, since, speaksFor } from "../outcome.ts";
import { HAS_RISEN, rewarded } from "./rewarded.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("loss-is-no-error"), REWARD_LIMITS = limitsOf("reward-course");
const ADVERSARIES = limitsOf("adversaries");

/** Losses of adversaries and of policies move with their opponent or their data: their height says nothing of quality. */
export const lossIsNoError: Rule = {
  name: "loss-is-no-error",
  watches: "names of the losses, rewards",
  predicate:
    `a generator and a discriminator, a diffusion model without a held-out loss, or a reward; an alarm where the discriminator's loss ends under ${LIMITS.wonBelow} while the other grows ${LIMITS.lostTimes}-fold, or stays above ${ADVERSARIES.surely} times what answers of 1/2 cost while made rows pass, or is sure of all rows of a policy that imitates, or the reward has lost ${
      formatPercent(REWARD_LIMITS.lost)
    } of its rise, or never came above what it began with, or a loss of preferences stays within ${
      formatPercent(LIMITS.untold)
    } of ln 2 to the end`,
  remedy: "Judge by samples (GAN) or by the reward of evaluation episodes, over several seeds.",
  source:
    "Goodfellow et al. 2014; Ho and Ermon 2016, generative adversarial imitation; Henderson et al. 2018, deep reinforcement learning that matters",
  readsSeries: true,
  settles: "all losses",
  check,
};

function check({ history }: Observation): Outcome {
  const kind = kindOf(history);
  if (kind === "supervised") return isDiffusion(history) ? diffusion(history) : clear();
  return kind === "adversarial" ? adversarial(history) : imitated(history, rewarded(history));
}

/** A reward that did not rise is explained by a discriminator that pays for nothing, where it imitates. */
function imitated(history: History, outcome: Outcome): Outcome {
  if (outcome.status !== "found" || HAS_RISEN.some((state) => state === outcome.facts.state)) {
    return outcome;
  }
  const saturated = saturatedDiscriminator(history);
  if (saturated === undefined) return outcome;
  const { title, remedy, facts } = saturated;
  const { begins, ends, peak, peakAt, reward } = outcome.facts;
  const course = typeof reward !== "string"
    ? ""
    : `; ${reward} about ${formatNumber(Number(begins))} at first, ${formatNumber(Number(peak))} at ${
      unitOf(history)
    } ${peakAt}, ${formatNumber(Number(ends))} at the end`;
  return {
    ...found("warning", `${title}${course}`, { ...outcome.facts, kind: "imitation", ...facts }, [
      speaksFor("program", 1),
    ]),
    called: `THE DISCRIMINATOR ${facts.answersAlike ? "ANSWERS ALL ROWS ALIKE" : "HAS WON"}${
      since(history, facts.since)
    }`,
    remedy,
  };
}
