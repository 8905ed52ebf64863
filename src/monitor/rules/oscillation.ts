import { findExcursions } from "../excursions.ts";
import type { Observation, Outcome } from "../records.ts";
import { lowest, noise, scaleFree, shapePoints } from "../series.ts";
import { show } from "../show.ts";
import { clear, explainedVariance, found, notTested, speaksFor, WORKS } from "./outcome.ts";

/** Noise from one epoch to the next, relative to the loss, above which the loss jumps rather than falls. */
const JUMPY = 0.15;

/**
 * The running loss leaves its best and comes back (with the epochs), or jumps from epoch to epoch by more than
 * 15% of itself and a tenth of everything gained.
 */
export function oscillation({ history, evidence }: Observation): Outcome {
  const points = shapePoints(history);
  if (points.values.length < 5) return notTested("It takes 5 epochs with a finite running loss.");
  const { at, values } = points;
  const scaled = scaleFree(values);
  const works = (explainedVariance(evidence) ?? 0) >= WORKS;
  const jump = noise(scaled), gained = scaled[0] - lowest(scaled);
  if (history.unit === "epoch" && values.length >= 8 && jump > Math.max(JUMPY, gained / 10)) {
    return found(
      works ? "info" : "warning",
      `The running loss jumps by ${(100 * jump).toFixed(0)}% from one epoch to the next`,
      { from: at[0], to: at[at.length - 1], relativeNoise: jump },
      works ? [] : [speaksFor("learning rate", 2)],
    );
  }
  const excursions = findExcursions(history).filter(({ over }) => over);
  if (excursions.length === 0) return clear({ relativeNoise: jump });
  const away = excursions.reduce((sum, { entries }) => sum + entries, 0) / values.length;
  const longest = excursions.reduce((a, b) => b.entries > a.entries ? b : a);
  const serious = !works && (away >= 0.1 || excursions.length >= 3);
  const spans = excursions.slice(0, 5).map(({ from, to }) => from === to ? `${from}` : `${from}-${to}`).join(
    ", ",
  );
  return found(
    serious ? "warning" : "info",
    `The running loss leaves its best and comes back: ${history.unit}s ${longest.from}-${longest.to}, up to ` +
      show(longest.peak),
    {
      from: longest.from,
      to: longest.to,
      peak: longest.peak,
      peakEpoch: longest.peakEpoch,
      excursions: excursions.length,
      spans,
      shareOfEpochsAway: away,
    },
    serious ? [speaksFor("learning rate", 1)] : [],
  );
}
