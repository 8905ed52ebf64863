/**
 * The risk table of the original report: what could still go wrong, what would show it, and what to do then.
 *
 * @module
 */
import { formatNumber } from "../../text/mod.ts";
import { followedText, type Grounds } from "./options.ts";

/** One risk with what was measured of it; no probability is stated that nothing computes. */
export interface Risk {
  readonly title: string;
  readonly measured: string;
  readonly mitigation: string;
}

/** The five risks, each beside its measurement. */
export function assessRisks(
  { diagnosis: { findings }, evidence, target, orders = [], time }: Grounds & {
    /** How long the same run takes, in words. */
    readonly time: string;
  },
): readonly Risk[] {
  const { capacity, frozen, predictors, targetVariance } = evidence;
  const finding = (rule: string) => findings.find((candidate) => candidate.rule === rule)?.title;
  const larger = capacity?.larger, gap = frozen?.gap;
  const bound = predictors && Math.min(predictors.memoryless, predictors.windowed?.mse ?? Infinity);
  return [
    {
      title: "A larger network is still insufficient",
      measured: orders.length > 0
        ? orders.map((order) => followedText(order, target)).join(". ")
        : larger === undefined
        ? "not measured"
        : larger.testMse < target
        ? `did not come true: ${larger.hiddenSize} units reach ${formatNumber(larger.testMse)}`
        : `came true: ${larger.hiddenSize} units reach ${formatNumber(larger.testMse)}`,
      mitigation: "Settle the root cause before the size",
    },
    {
      title: "Overfitting with a larger network",
      measured: finding("overfitting") ??
        (gap === undefined
          ? "not measured"
          : `test minus training MSE is ${formatNumber(gap.value)} (${formatNumber(gap.low)} to ${
            formatNumber(gap.high)
          })`),
      mitigation: "Dropout 0.2, weight decay 1e-5; watch train against test MSE, both on frozen weights",
    },
    {
      title: "Training takes longer than there is time",
      measured: finding("epoch-time-drift") ?? `the same run takes ${time}`,
      mitigation: "Early stopping",
    },
    {
      title: "The noise floor is higher than expected",
      measured: bound === undefined || targetVariance === undefined
        ? "not measured"
        : `without a clock no predictor tried gets below ${formatNumber(bound)}; the variance is ${
          formatNumber(targetVariance)
        }`,
      mitigation: "Measure the best predictor that needs no network before choosing a target",
    },
    {
      title: "One frequency is forgotten while another is learned",
      measured: finding("one-group-dominates") ??
        (frozen?.testMseByGroup === undefined
          ? "not measured"
          : `by frequency ${frozen.testMseByGroup.map((mse) => formatNumber(mse)).join(", ")}`),
      mitigation: "Train the selectors side by side, as lanes of one batch",
    },
  ];
}
