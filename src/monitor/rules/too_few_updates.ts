import { median } from "simple-statistics";
import { endLevel, finite } from "../logged.ts";
import { costOfGuessing, readingsWith } from "../program.ts";
import type { Observation, Outcome, Rule } from "../records.ts";
import { formatNumber } from "../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "./outcome.ts";

/** Small networks on small data take some hundreds of updates. */
const FEW = 500;

export const tooFewUpdates: Rule = {
  name: "too-few-updates",
  watches: "updates in the whole training, their size, and whether the loss still falls at the end",
  predicate:
    "under 500 updates of the usual size, the last loss within 2% of the lowest and still over half of what guessing costs",
  remedy: "Train for more epochs: ten times as many, with early stopping.",
  source: "AutoTrainer, slow convergence; Humbatova et al. 2020, taxonomy of real faults",
  readsRecord: true,
  check,
};

function check({ history, evidence: { recorded } }: Observation): Outcome {
  const losses = finite(history.trainLoss), guess = costOfGuessing(recorded?.program ?? {});
  if (recorded === undefined || losses.length < 2 || guess === undefined || history.inProgress) {
    return notTested("Record two epochs of a program whose loss is one of the framework's.");
  }
  const updates = recorded.updates ?? 0;
  const ratios = readingsWith(recorded, "updateRatios").flatMap(({ updateRatios }) =>
    Object.values(updateRatios).filter((ratio) => Number.isFinite(ratio) && ratio > 0)
  );
  const last = losses[losses.length - 1], facts = { updates, first: losses[0], last };
  const usual = ratios.length > 0 && median(ratios) > 2e-4 && median(ratios) < 0.2;
  const falling = last < 0.97 * losses[0] && losses.every((loss) => last <= 1.02 * loss);
  if (!(updates > 0 && updates < FEW && usual && falling && endLevel(losses) > guess / 2)) {
    return clear(facts);
  }
  return found(
    "warning",
    `The training ended after ${updates} updates, while its loss still fell: ${formatNumber(losses[0])} to ${
      formatNumber(last)
    }`,
    facts,
    [speaksFor("training budget", 3)],
  );
}
