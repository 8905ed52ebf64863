import { median } from "simple-statistics";
import { ofCycles } from "../../cycles.ts";
import { endLevel, finite, shareRight } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { indexOfLowest, unitOf } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, doesNotApply, found, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("stands-since-cut");

/** A loss that fell until the rate was cut, and stands since, stands for want of a rate: it has come to no level of its own. */
export const standsSinceCut: Rule = {
  name: "stands-since-cut",
  watches: "training loss before and after the rate is cut",
  predicate:
    `the rate falls ${LIMITS.times}-fold within ${LIMITS.steps} entries of the first ${LIMITS.early} of the run, while the loss is at its lowest and falls; from there on it falls by under ${LIMITS.still}, or ${LIMITS.part} of what it fell by just before, with over ${LIMITS.left} of the first loss left`,
  remedy:
    "Go on from the checkpoint before the cut, at the rate with which it still learned, and cut it only when the loss stands (or let it come down over the whole training: step_size, T_max, milestones).",
  source: "documentation of the schedulers in PyTorch and Keras; Bengio 2012, on rates and their decay",
  readsSeries: true,
  refutesQuiet: true,
  check: ofCycles(check),
};

function check({ history }: Observation): Outcome {
  const { trainLoss, learningRate = [] } = history, rates = finite(learningRate), losses = finite(trainLoss);
  if (kindOf(history) !== "supervised") return doesNotApply();
  if (rates.length < LIMITS.fewest || losses.length !== trainLoss.length || losses.length !== rates.length) {
    return doesNotApply();
  }
  const cut = rates.findIndex((rate, i) =>
    i > 0 && rate * LIMITS.times <= rates[Math.max(0, i - LIMITS.steps)]
  );
  const facts = { cut };
  if (cut < 3 || cut > LIMITS.early * losses.length) return clear(facts);
  // single batches are noisy: of a log that has many before the cut the medians of some tell what means of epochs do
  const each = Math.max(1, Math.floor(cut / LIMITS.levels));
  const before = levelsOf(losses.slice(cut % each, cut), each), since = levelsOf(losses.slice(cut), each);
  // who cuts the rate because the loss stands has done it at the right time
  const [then, last] = [median(before.slice(-4, -1)), before[before.length - 1]];
  const fell = indexOfLowest(before) === before.length - 1 && last < (1 - LIMITS.fell) * then;
  // the drop that a cut gives at once is its own
  const at = Math.min(...since.slice(0, LIMITS.steps + 1)), end = endLevel(losses);
  const still = Math.max(LIMITS.still, LIMITS.part * (1 - last / then));
  const stands = end > (1 - still) * at && end > LIMITS.left * losses[0];
  const isLearned = (shareRight(history)?.share ?? 0) >= LIMITS.learned;
  if (!fell || !stands || isLearned) return clear(facts);
  const [high, low] = [rates[Math.max(0, cut - LIMITS.steps)], rates[cut]];
  const place = `${unitOf(history)} ${history.at?.[cut] ?? cut + 1}`;
  return found(
    "warning",
    `The rate was cut from ${formatNumber(high)} to ${
      formatNumber(low)
    } by ${place}, while the loss still fell (${formatNumber(then)} -> ${
      formatNumber(last)
    }); it has hardly moved since`,
    {
      ...facts,
      at: history.at?.[cut] ?? cut + 1,
      but: `ONLY SINCE THE RATE WAS CUT AT ${place}`.toUpperCase(),
    },
    [speaksFor("learning rate", 2)],
  );
}

/** The medians of so many values each. */
function levelsOf(values: readonly number[], each: number): readonly number[] {
  return Array.from(
    { length: Math.ceil(values.length / each) },
    (_, i) => median(values.slice(i * each, (i + 1) * each)),
  );
}
