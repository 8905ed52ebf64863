import { median } from "simple-statistics";
import type { Observation, Outcome } from "../records.ts";
import { condense, finitePoints, theilSenSlope, trendPValue } from "../series.ts";
import { show } from "../show.ts";
import { clear, found, notTested } from "./outcome.ts";

/** Epochs take longer and longer: by a quarter of the median over the run, more consistently than chance (p < 1%). */
export function epochTimeDrift({ history }: Observation): Outcome {
  if (history.epochSeconds === undefined) return notTested("Record the seconds of each epoch.");
  const seconds = condense(finitePoints(history, history.epochSeconds), 2000).values;
  if (seconds.length < 6) return notTested("It takes the seconds of 6 epochs.");
  const middle = median(seconds as number[]);
  const drift = theilSenSlope(seconds) * (seconds.length - 1);
  const facts = { medianSeconds: middle, driftSeconds: drift, trendPValue: trendPValue(seconds, "up") };
  if (!(drift > middle / 4 && facts.trendPValue < 0.01)) return clear(facts);
  return found(
    drift > middle ? "warning" : "info",
    `Epochs slow down: from about ${show(middle - drift / 2)} s to ${show(middle + drift / 2)} s`,
    facts,
    [],
    1 - facts.trendPValue,
  );
}
