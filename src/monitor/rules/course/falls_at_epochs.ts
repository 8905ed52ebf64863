import { median } from "simple-statistics";
import { seriesOf } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import type { History, Observation, Outcome, Rule } from "../../records.ts";
import { finitePoints, firstFrom } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, doesNotApply, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("falls-at-epochs");

/** A loss that falls only when rows come round again is lower because those rows are known, and would be flat on new ones. */
export const fallsAtEpochs: Rule = {
  name: "falls-at-epochs",
  watches: "losses of single steps from epoch to epoch, where no held-out rows were measured",
  predicate: `in ${LIMITS.epochs} epochs or more the loss falls by over ${
    formatPercent(LIMITS.step)
  } at each new epoch, those falls are ${
    formatPercent(LIMITS.share)
  } of all that it fell (of the logarithm), and under ${formatPercent(LIMITS.left)} of it are left`,
  remedy:
    "Evaluate the checkpoints that were saved on held-out rows, the early ones first; then fewer epochs (one to three are usual), more rows, a lower rate. More of the same is learned by heart.",
  source:
    "Tirumala et al. 2022, memorization without overfitting; Howard and Whitaker 2023, can LLMs learn from a single example?",
  readsSeries: true,
  settles: "outcome",
  check,
};

function check({ history }: Observation): Outcome {
  const isMeasured = history.heldOutLoss !== undefined ||
    seriesOf(history, "metric").some(({ split }) => split !== "train");
  if (kindOf(history) !== "supervised" || isMeasured) return doesNotApply();
  const epochs = epochsOf(history);
  if (epochs.length < LIMITS.epochs) {
    return notTested(
      `Log the loss of ${LIMITS.losses} steps in each of ${LIMITS.epochs} epochs, and the epoch.`,
    );
  }
  const levels = epochs.map((losses) => {
    const quarter = Math.ceil(losses.length / 4);
    return { begins: median(losses.slice(0, quarter)), ends: median(losses.slice(-quarter)) };
  });
  const falls = levels.slice(1).map(({ begins }, i) => Math.log(levels[i].ends / begins));
  const first = levels[0].begins, last = levels[levels.length - 1].ends;
  const atBorders = falls.reduce((sum, fall) => sum + fall, 0), inAll = Math.log(first / last);
  const isStaircase = falls.every((fall) => fall > -Math.log(1 - LIMITS.step)) &&
    atBorders > LIMITS.share * inAll && last < LIMITS.left * first;
  if (!isStaircase) return clear({ atBorders, inAll });
  const course = levels.map(({ begins, ends }) => formatNumber((begins + ends) / 2, 2)).join(", ");
  return found(
    "warning",
    `The loss falls where rows come round again and hardly between: about ${course} in ${epochs.length} epochs, so that it is learned by heart`,
    { epochs: epochs.length, atBorders, inAll },
    [speaksFor("regularisation", 2)],
  );
}

/** The losses of each epoch that holds enough of them. */
function epochsOf(history: History): readonly number[][] {
  const { at, values } = finitePoints(history), { epochStarts = [] } = history;
  const starts = epochStarts.map((start) => firstFrom(at, start));
  return starts.map((from, i) => values.slice(from, starts[i + 1] ?? values.length))
    .filter((losses) => losses.length >= LIMITS.losses && losses.every((loss) => loss > 0));
}
