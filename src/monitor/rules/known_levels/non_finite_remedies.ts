/**
 * What to do where a loss is no number, by what was lost with it.
 *
 * @module
 */
import { finite, seriesOf } from "../../logged.ts";
import { hasFoundNothing } from "../../lost_numbers.ts";
import type { History } from "../../records.ts";
import { unitOf } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("non-finite-loss");

/** Single values that passed. */
export const PASSING =
  "The weights are sound: look in the loss for log(0), a division by zero or a root of zero (add 1e-8), and for rows with NaN; leave such a batch out, and take a checkpoint whose losses are finite.";
/** A rate that nobody uses. */
export const LOWER =
  "Lower the learning rate first (SGD is used with 0.1 at most, Adam with about 0.001), with a warm-up and gradients clipped at norm 1; if it is NaN even so, look for NaN in inputs and labels.";
/** From the first value on. */
export const LOOK =
  "Look for NaN, infinity or blanks in inputs and labels first, then for log(0) and division by zero in the loss; without mixed precision.";
/** A loss that is logged as 0. */
export const HALF =
  "Train in bf16 or fp32 in the place of fp16 half precision, resume from the last good checkpoint; if it is so again, a third of the rate, gradients clipped at norm 1.";
/** Nothing was learned that could be gone on with. */
const ANEW =
  "Start again at a tenth of the learning rate, with a warm-up and gradients clipped at norm 1: held-out rows show nothing that was learned before and could be gone on with.";
/** The evaluation alone. */
export const EVALUATION =
  "Look at the evaluation, not at the training: half precision there (amp off, fp32), rows without labels or targets, a division by zero; evaluate one batch by hand.";
/** The training collapses by itself, later or before. */
export const beforeCollapse = (history: History, at: number, isLater: boolean) =>
  `Go back to a checkpoint from before ${
    unitOf(history)
  } ${at}, where the training itself collapses, and go on at a third of the learning rate, gradients clipped at norm 1; with mixed precision, check its loss scale. ${
    isLater ? "The evaluation was lost before that: look at it too." : "The evaluation alone is not at fault."
  }`;
/** Answers are lost with the loss, or training is shaken too. */
export const WEIGHTS =
  "The weights are lost, not the evaluation alone: go back to a checkpoint from before it, or to the weights that were trained before, with a lower rate or a longer warm-up, gradients clipped, and without half precision (amp off, fp32 or bf16).";
/** In general. */
export const RESUME =
  "Resume from the last good checkpoint at a third of the learning rate, gradients clipped at norm 1; with mixed precision, check its loss scale.";

/**
 * What is to do where a third of the rate would be no better: it is logged under Adam's name (Lightning's LearningRateMonitor) and was
 * far above what that takes, or held-out rows show that nothing had been learned that is worth going on with.
 */
export function fromAnew(history: History, index: number): string | undefined {
  const { learningRate = [] } = history;
  const [{ name = "" } = {}] = seriesOf(history, "learning rate");
  const rate = finite(learningRate.slice(0, index + 1)).at(-1) ?? 0;
  if (/adam/i.test(name) && rate > LIMITS.rateOfAdam) {
    return `Start again at 0.001 at most, with a warm-up and gradients clipped at norm 1: the rate had come to ${
      formatNumber(rate)
    } with Adam (0.001 by default), of which a third would not do.`;
  }
  return hasFoundNothing(history) ? ANEW : undefined;
}
