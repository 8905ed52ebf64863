import { median } from "simple-statistics";
import { endLevel, finite } from "../../logged.ts";
import { costOfGuessing, readingsWith } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("too-few-updates");

export const tooFewUpdates: Rule = {
  name: "too-few-updates",
  watches: "updates in the whole training, their size, and whether the loss still falls at the end",
  predicate: `under ${LIMITS.updates} updates of the usual size, the last loss within ${
    formatPercent(LIMITS.nearLowest)
  } of the lowest and still over half of what guessing costs, and both losses still falling; or updates of under ${LIMITS.moved} of the weights in all, and a loss as of guessing`,
  remedy: "Train for more epochs: ten times as many, with early stopping.",
  source: "AutoTrainer, slow convergence; Humbatova et al. 2020, taxonomy of real faults",
  readsRecord: true,
  check,
};

function check({ history, evidence: { recorded } }: Observation): Outcome {
  const losses = finite(history.trainLoss), guess = costOfGuessing(recorded?.program ?? {});
  if (recorded === undefined || losses.length < 1 || guess === undefined || history.inProgress) {
    return notTested("Record an epoch of a program whose loss is one of the framework's.");
  }
  if (recorded.program.probed) {
    return notTested("Record the training itself: a probe takes few steps on purpose.");
  }
  const updates = recorded.updates ?? 0;
  const ratios = readingsWith(recorded, "updateRatios").flatMap(({ updateRatios }) =>
    Object.values(updateRatios).filter((ratio) => Number.isFinite(ratio) && ratio > 0)
  );
  const last = losses[losses.length - 1], facts = { updates, first: losses[0], last };
  const usual = ratios.length > 0 && median(ratios) > LIMITS.ratioLeast && median(ratios) < LIMITS.ratioMost;
  const falling = losses.length < 2 || last < (1 - LIMITS.fallen) * losses[0] &&
      losses.every((loss) => last <= (1 + LIMITS.nearLowest) * loss) &&
      stillFalls(losses) && stillFalls(finite(history.heldOutLoss ?? []));
  const level = endLevel(losses), moved = updates * (ratios.length > 0 ? median(ratios) : Infinity);
  const hardlyMoved = moved < LIMITS.moved && level > LIMITS.asGuessing * guess;
  if (!(updates > 0 && updates < LIMITS.updates && usual && (hardlyMoved || falling && level > guess / 2))) {
    return clear(facts);
  }
  if (hardlyMoved && losses.length > 1) {
    return found(
      "warning",
      `The weights have hardly moved: ${updates} updates of ${
        formatNumber(100 * median(ratios))
      }% each, and the loss is still what guessing costs`,
      { ...facts, moved },
      [speaksFor("training budget", 3)],
    );
  }
  return found(
    "warning",
    losses.length < 2
      ? `The training ended after one epoch of ${updates} updates, at a loss of ${formatNumber(last)}`
      : `The training ended after ${updates} updates, while its loss still fell: ${
        formatNumber(losses[0])
      } to ${formatNumber(last)}`,
    facts,
    [speaksFor("training budget", 3)],
  );
}

/** Whether a loss fell in the last third; nothing speaks against it where there is none. */
function stillFalls(losses: readonly number[]): boolean {
  const before = losses[Math.min(losses.length - 2, Math.floor(2 * losses.length / 3))];
  return before === undefined || losses[losses.length - 1] < (1 - LIMITS.fallen) * before;
}
