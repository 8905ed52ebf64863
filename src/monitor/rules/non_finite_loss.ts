import type { Bearing, Evidence, Observation, Outcome, Rule, Series } from "../records.ts";
import { epochOf } from "../series.ts";
import { clear, found, speaksFor } from "./outcome.ts";

export const nonFiniteLoss: Rule = {
  name: "non-finite-loss",
  watches: "running and held-out loss, gradient norms",
  predicate: "any NaN or infinity",
  remedy:
    "Resume from the last good checkpoint at a third of the learning rate, with clipping; if it is so from the first epoch, look for NaN in the rows.",
  source: "SageMaker Debugger ExplodingTensor; AutoTrainer, exploding gradient",
  settles: "all shapes",
  check,
};

/** A loss or gradient norm that is NaN or infinite: nothing after it was trained. */
function check({ history, evidence }: Observation): Outcome {
  const watched: [string, Series | undefined][] = [
    ["running loss", history.trainLoss],
    ["held-out loss", history.heldOutLoss],
    ["gradient norm", history.gradientNorm],
    ["largest gradient norm", history.gradientNormMax],
  ];
  for (const [name, series] of watched) {
    const index = series?.findIndex((value) => value !== null && !Number.isFinite(value)) ?? -1;
    if (index < 0) continue;
    const at = epochOf(history, index);
    return found("critical", `The ${name} is ${series![index]} at ${history.unit} ${at}`, {
      series: name,
      [history.unit]: at,
      value: String(series![index]),
    }, reason(evidence, index === 0 && history.series !== undefined));
  }
  return clear();
}

/** Rows that were found to hold NaN are the reason; where nobody looked, a step too far is the more usual one. */
function reason({ nonFiniteRows }: Evidence, fromTheStart: boolean): readonly Bearing[] {
  if (nonFiniteRows === undefined && fromTheStart) {
    return [speaksFor("data", 2), speaksFor("learning rate", 1)];
  }
  if (nonFiniteRows === undefined) return [speaksFor("learning rate", 2), speaksFor("data", 1)];
  return nonFiniteRows > 0 ? [speaksFor("data", 3)] : [speaksFor("learning rate", 2)];
}
