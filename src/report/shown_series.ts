/**
 * The two or three series that show what was found, as lines for a terminal.
 *
 * @module
 */
import type { History, LoggedSeries, Series } from "../monitor/mod.ts";
import { finite, indexOfBest, leadingLoss, leadingMetric, seriesOf } from "../monitor/logged.ts";
import { kindOf } from "../monitor/kind.ts";
import { measuredTerms } from "../monitor/measured_terms.ts";
import { criticOf, evaluatedReward, leadingReward } from "../monitor/rewards/rewards.ts";
import { isRunningMean } from "../monitor/rewards/running_mean.ts";
import { epochOf, isLog, unitOf } from "../monitor/series.ts";
import { formatNumber } from "../text/mod.ts";

/** Both losses and the metric; adversaries side by side, behind what measures their samples or an error; the reward first where there is one. */
export function shownSeries(history: History): readonly LoggedSeries[] {
  if (!isLog(history)) return ownSeries(history);
  if (kindOf(history) === "adversarial") {
    const metric = leadingMetric(history);
    return [
      ...(metric === undefined ? [] : [metric]),
      ...new Set([
        ...measuredTerms(history).slice(0, 2),
        ...seriesOf(history, "loss"),
        ...seriesOf(history, "loss term"),
      ]),
    ].slice(0, 3);
  }
  const reward = leadingReward(history), other = otherReward(history, reward);
  const losses = [
    criticOf(history) ?? leadingLoss(history, "train"),
    leadingLoss(history, "validation") ?? leadingLoss(history, "test"),
  ].filter((series) => series !== undefined);
  const metric = leadingMetric(history, "validation", "test");
  const shown = [
    ...(reward === undefined ? [] : [reward]),
    ...(other === undefined ? [] : [other]),
    ...losses,
    // without a loss the same metric of the training rows is what it is held against
    ...(losses.length > 0 || metric === undefined ? [] : [leadingMetric(history, "train")]),
    metric ?? leadingMetric(history),
  ];
  return [...new Set(shown.filter((series) => series !== undefined))].slice(0, 3);
}

/** What a policy gets in evaluations beside what it gets while it trains, or the other way round, whichever does not lead. */
function otherReward(history: History, reward: LoggedSeries | undefined): LoggedSeries | undefined {
  // beside a rating what is gained by play
  if (reward?.role === "metric") return seriesOf(history, "reward")[0];
  if (reward?.split === "train") return evaluatedReward(history, FEW_EVALUATIONS);
  return seriesOf(history, "reward").find((one) => isRunningMean(one));
}

/** Evaluations that are shown beside the rewards of training. */
const FEW_EVALUATIONS = 3;

/** A history that holds nothing but its losses. */
function ownSeries(history: History): readonly LoggedSeries[] {
  const one = (name: string, split: LoggedSeries["split"], values: Series = []): LoggedSeries[] => {
    const known = values.flatMap((value, i) => value === null ? [] : [i]);
    if (known.length === 0) return [];
    const at = known.map((i) => epochOf(history, i));
    return [{ name, role: "loss", split, better: "lower", at, values: known.map((i) => values[i]!) }];
  };
  const { heldOutName = "validation" } = history;
  return [
    ...one("running loss", "train", history.trainLoss),
    ...one(`${heldOutName} loss`, heldOutName, history.heldOutLoss),
  ];
}

/** Name, sparkline, a few values, and where the best lies; names stand below each other. */
export function seriesLines(history: History): readonly string[] {
  const shown = shownSeries(history);
  const names = shortNames(shown.map(({ name }) => name));
  const width = Math.max(12, ...names.map((name) => name.length));
  return shown.map((series, i) => `${names[i].padEnd(width)} ${seriesLine(series, history)}`);
}

/** Without the folders that all of them share, and with the middle left out of a long one. */
export function shortNames(names: readonly string[]): readonly string[] {
  const parts = names.map((name) => name.split("/"));
  let shared = 0;
  while (names.length > 1 && parts.every((p) => p.length > shared + 1 && p[shared] === parts[0][shared])) {
    shared++;
  }
  return parts.map((p) => p.slice(shared).join("/")).map((name) =>
    name.length <= 28 ? name : `${name.slice(0, 12)}...${name.slice(-13)}`
  );
}

const BARS = "▁▂▃▄▅▆▇█";

function seriesLine(series: LoggedSeries, history: History): string {
  const { values, at, better } = series;
  const picks = values.length <= 5
    ? values.map((_, i) => i)
    : [0, 1, 2, 3, 4].map((i) => Math.round(i * (values.length - 1) / 4));
  const best = indexOfBest(series);
  const where = best < 0
    ? "no finite value"
    : `${better === "higher" ? "highest" : "lowest"} ${formatNumber(values[best])} at ${unitOf(history)} ${
      at[best]
    }`;
  return `${sparkline(values)}  ${picks.map((i) => formatNumber(values[i])).join("  ")}   ${where}`;
}

/** At most 24 bars; a point that is not finite is a cross. */
function sparkline(values: readonly number[]): string {
  const width = Math.min(24, values.length), known = finite(values);
  const [low, high] = [
    known.reduce((a, b) => Math.min(a, b), Infinity),
    known.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
  return Array.from({ length: width }, (_, i) => {
    const value = values[Math.round(i * (values.length - 1) / Math.max(1, width - 1))];
    if (!Number.isFinite(value)) return "×";
    return BARS[high > low ? Math.round((value - low) / (high - low) * (BARS.length - 1)) : 0];
  }).join("");
}
