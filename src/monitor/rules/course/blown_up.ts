/**
 * A log that was lost again and again, and ends above where it began: it does not swing then, it has blown up.
 *
 * @module
 */
import { median } from "simple-statistics";
import type { History, Outcome } from "../../records.ts";
import { isLog, lossNames, shapePoints } from "../../series.ts";
import { limitsOf } from "../../thresholds.ts";
import { found, speaksFor } from "../outcome.ts";

const LIMITS = limitsOf("blown-up");

/** What is said of a loss whose last part costs far more than its first, after a part that cost far less. */
export function blownUp(history: History, facts: Extract<Outcome, { status: "found" }>["facts"]) {
  return endsAboveStart(history)
    ? {
      ...found(
        "critical",
        `The ${
          lossNames(history).running
        } had come far down, was lost, and ends above where it began: it has blown up`,
        facts,
        [speaksFor("learning rate", 2)],
      ),
      remedy: AGAIN,
    }
    : undefined;
}

/** However low the rate came in the end, it was too high before. */
const AGAIN =
  "Go back to that checkpoint, or start again: a third to a tenth of the highest rate, a warm-up, gradients clipped at norm 1; check the precision (bf16 instead of fp16).";

function endsAboveStart(history: History): boolean {
  const { values } = shapePoints(history), count = Math.ceil(values.length / LIMITS.parts);
  if (!isLog(history) || count < LIMITS.fewest) return false;
  const parts = Array.from(
    { length: LIMITS.parts },
    (_, i) => median(values.slice(Math.min(i * count, values.length - count)).slice(0, count)),
  );
  const first = parts[0], end = parts[parts.length - 1];
  return first > 0 && Math.min(...parts) * LIMITS.times < first && end > LIMITS.times * first;
}
