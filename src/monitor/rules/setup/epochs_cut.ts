import { ACCURACY, asShares, metricsLike } from "../../logged.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { isLog } from "../../series.ts";
import { oscillation } from "../course/oscillation.ts";
import { clear, doesNotApply, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("epochs-cut");

/** The share of right answers among n rows is a multiple of 1/n: an epoch's accuracy tells how few rows it was measured on. */
export const epochsCut: Rule = {
  name: "epochs-cut",
  watches: "training accuracy of every second epoch",
  predicate:
    `in every second epoch it is a multiple of 1/n, n at most ${LIMITS.rows}, with ${LIMITS.different} values or more, and in fewer than ${LIMITS.alike} of the others; an alarm where the running loss oscillates`,
  remedy:
    "The rows run out in the middle: leave steps_per_epoch out, or give the data set a repeat() (Keras warns that the input ran out of data). Until then compare whole epochs alone.",
  source: "Keras, documentation of Model.fit: steps_per_epoch; tf.data.Dataset.repeat",
  readsSeries: true,
  settles: "budget",
  check,
};

function check(observation: Observation): Outcome {
  const { history } = observation;
  const accuracy = metricsLike(history, ACCURACY, "train")[0];
  if (accuracy === undefined) return doesNotApply();
  const shares = asShares(accuracy.values);
  if (!isLog(history) || history.unit !== "epoch" || shares.length < 2 * LIMITS.different) {
    return notTested(`Log the training accuracy of ${2 * LIMITS.different} epochs, with all its digits.`);
  }
  for (const first of [0, 1]) {
    const cut = shares.filter((_, i) => i % 2 === first), rows = rowsOf(cut);
    if (rows === undefined) continue;
    const differ = new Set(cut.filter((share) => share > 0 && share < 1)).size >= LIMITS.different;
    // a small set is so many rows in every epoch, and one epoch's share may come near another fraction by chance
    const others = shares.filter((_, i) => i % 2 !== first);
    const alike = others.filter((share) => rowsOf([share]) !== undefined).length;
    if (!differ || alike >= LIMITS.alike * others.length) continue;
    const at = accuracy.at.filter((_, i) => i % 2 === first);
    // where the curves are calm half of the time was wasted and nothing else
    const jumps = oscillation.check(observation);
    const isHarmful = jumps.status === "found" && jumps.severity !== "info";
    return found(
      isHarmful ? "warning" : "info",
      `Every second epoch is cut short: in epochs ${at.slice(0, 5).join(", ")}${
        at.length > 5 ? ", ..." : ""
      } the training accuracy is a multiple of 1/${rows}, that of a few batches; the others saw all rows`,
      { at, rows, passes: !isHarmful },
      isHarmful ? [speaksFor("program", 2)] : [],
    );
  }
  return clear();
}

/** The fewest rows of which all of these can be shares; `undefined` where it would take too many. */
function rowsOf(shares: readonly number[]): number | undefined {
  for (let rows = 2; rows <= LIMITS.rows; rows++) {
    if (shares.every((share) => isOf(share, rows))) return rows;
  }
  return undefined;
}

/** Whether a share, which Keras computes in single precision, can be one of so many rows. */
function isOf(share: number, rows: number): boolean {
  return Math.abs(share - Math.round(share * rows) / rows) < LIMITS.precision;
}
