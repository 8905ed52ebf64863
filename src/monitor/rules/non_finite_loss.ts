import { median } from "simple-statistics";
import type { Bearing, Evidence, Observation, Outcome, Rule, Series } from "../records.ts";
import { epochOf, lossNames } from "../series.ts";
import { formatNumber } from "../../text/mod.ts";
import { clear, found, speaksFor } from "./outcome.ts";

export const nonFiniteLoss: Rule = {
  name: "non-finite-loss",
  watches: "running and held-out loss, gradient norms",
  predicate: "any NaN or infinity, in recorded weights too",
  remedy:
    "Resume from the last good checkpoint at a third of the learning rate, with clipping; if it is so from the first epoch, look for NaN in the rows.",
  source: "SageMaker Debugger ExplodingTensor; AutoTrainer, exploding gradient",
  settles: "all shapes",
  check,
};

/** A loss or gradient norm that is NaN or infinite: nothing after it was trained. */
function check({ history, evidence }: Observation): Outcome {
  const watched: [string, Series | undefined][] = [
    [lossNames(history).running, history.trainLoss],
    [lossNames(history).heldOut, history.heldOutLoss],
    ["gradient norm", history.gradientNorm],
    ["largest gradient norm", history.gradientNormMax],
  ];
  for (const [name, series] of watched) {
    const index = series?.findIndex((value) => value !== null && !Number.isFinite(value)) ?? -1;
    if (index < 0) continue;
    const at = epochOf(history, index);
    const fromTheStart = index === 0 && history.series !== undefined;
    const jump = lastJump(series!.slice(0, index));
    const before = jump === undefined
      ? ""
      : `; just before it had jumped to ${formatNumber(jump.to)} (${formatNumber(jump.usual)} is usual)`;
    const layer = evidence.recorded?.readings.find(({ notFinite = [] }) => notFinite.length > 0)?.notFinite
      ?.[0];
    const where = layer === undefined ? "" : `; first in layer ${layer}`;
    const facts = { series: name, [history.unit]: at, since: at, value: String(series![index]) };
    const outcome = found(
      "critical",
      `The ${name} is ${series![index]} at ${history.unit} ${at}${
        fromTheStart ? ", from the first value on" : before
      }${where}`,
      facts,
      reason(evidence, fromTheStart),
    );
    return history.series === undefined ? outcome : { ...outcome, remedy: fromTheStart ? LOOK : RESUME };
  }
  return inWeights(evidence);
}

/** A ReLU may turn NaN into 0, so that the loss stays finite over layers that are lost. */
function inWeights({ recorded, nonFiniteRows = 0 }: Evidence): Outcome {
  const reading = recorded?.readings.find(({ notFinite = [] }) => notFinite.length > 0);
  if (reading === undefined) return clear();
  const layer = reading.notFinite![0];
  const rows = nonFiniteRows > 0 ? `; ${nonFiniteRows} training row(s) hold one` : "";
  return found(
    "critical",
    `Layer ${layer} holds a NaN or an infinity from step ${reading.step} on, though the loss is finite${rows}`,
    { layer, step: reading.step, nonFiniteRows },
    [nonFiniteRows > 0 ? speaksFor("data", 3) : speaksFor("learning rate", 2)],
  );
}

const LOOK =
  "Look for NaN, infinity or blanks in inputs and labels first, then for log(0) and division by zero in the loss; without mixed precision.";
const RESUME =
  "Resume from the last good checkpoint at a third of the learning rate, gradients clipped at norm 1; with mixed precision, check its loss scale.";

/** Whether the last two values before the end are over twice what was usual in the ten before them. */
function lastJump(series: Series): { readonly to: number; readonly usual: number } | undefined {
  const known = series.filter((value): value is number => value !== null).slice(-12);
  if (known.length < 5) return undefined;
  const usual = median(known.slice(0, -2)), to = Math.max(...known.slice(-2));
  return to > 2 * Math.abs(usual) ? { to, usual } : undefined;
}

/** Rows that were found to hold NaN are the reason; where nobody looked, a step too far is the more usual one. */
function reason({ nonFiniteRows }: Evidence, fromTheStart: boolean): readonly Bearing[] {
  if (nonFiniteRows === undefined && fromTheStart) {
    return [speaksFor("data", 2), speaksFor("learning rate", 1)];
  }
  if (nonFiniteRows === undefined) return [speaksFor("learning rate", 2), speaksFor("data", 1)];
  return nonFiniteRows > 0 ? [speaksFor("data", 3)] : [speaksFor("learning rate", 2)];
}
