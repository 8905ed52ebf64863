import { endLevel, finite } from "../../logged.ts";
import { costOfGuessing, generalises } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("labels-tell-nothing");

export const labelsTellNothing: Rule = {
  name: "labels-tell-nothing",
  watches:
    "held-out loss after the same steps with the labels as they are and shuffled; labels of the nearest rows",
  predicate:
    `one batch can be learnt, the labels as they are come to no less than ${LIMITS.asShuffled} of what shuffled ones come to, the nearest rows tell under ${LIMITS.told} of them, and the training itself does not generalise; or the nearest rows tell under ${LIMITS.least} and only training rows cost under ${LIMITS.byHeart} of guessing`,
  remedy:
    "Inputs and labels do not belong together: look for rows that were shuffled or filtered on one side only, and print ten pairs.",
  source: "Zhang, Bengio, Hardt, Recht and Vinyals 2017, randomised labels; permutation test",
  readsRecord: true,
  settles: "all shapes",
  check,
};

function check(observation: Observation): Outcome {
  const { recorded } = observation.evidence;
  const tried = recorded?.experiments.labels, fitted = recorded?.experiments.oneBatch;
  const near = recorded?.program.neighbours;
  if (
    near !== undefined && near.rows >= LIMITS.fewest && near.explained < LIMITS.least && byHeart(observation)
  ) {
    return found(
      "critical",
      "Labels tell nothing: training rows are learnt by heart, what is learnt holds for no other row, and nearest rows share no labels",
      { neighbours: near.explained },
      [speaksFor("data", 3)],
    );
  }
  if (tried === undefined) {
    return notTested("Train on shuffled labels for comparison: python -m wont_it_train probe.");
  }
  const facts = { asTheyAre: tried.asTheyAre, shuffled: tried.shuffled };
  // a network that learns nothing at all says nothing about its labels
  const learns = fitted !== undefined && fitted.last < LIMITS.learnt * fitted.first;
  const broken = (recorded?.program.inputs?.nonFinite ?? 0) > 0;
  if (
    !learns || broken || (near?.explained ?? 0) > LIMITS.told || generalises(observation) ||
    !(tried.asTheyAre >= LIMITS.asShuffled * tried.shuffled)
  ) {
    return clear(facts);
  }
  return found(
    "critical",
    `Labels tell nothing: held-out loss ${formatNumber(tried.asTheyAre)} as they are, ${
      formatNumber(tried.shuffled)
    } shuffled`,
    facts,
    [speaksFor("data", 3)],
  );
}

/** Whether training rows cost clearly less than guessing, and held-out rows do not. */
function byHeart(observation: Observation): boolean {
  const { history, evidence } = observation;
  const guess = costOfGuessing(evidence.recorded?.program ?? {}), held = finite(history.heldOutLoss ?? []);
  return guess !== undefined && held.length > 0 &&
    endLevel(finite(history.trainLoss)) < LIMITS.byHeart * guess &&
    endLevel(held) > LIMITS.asShuffled * guess;
}
