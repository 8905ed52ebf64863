/**
 * A mean over classes or regions that hides one of them: it jumps from evaluation to evaluation where the others stand.
 *
 * @module
 */
import { median } from "simple-statistics";
import { finite, indexOfBest } from "../monitor/logged.ts";
import type { History, LoggedSeries } from "../monitor/mod.ts";
import { highest, lowest } from "../monitor/series.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { formatNumber } from "../text/mod.ts";
import { jumpsOf, thirdOf } from "./course_shape.ts";

const LIMITS = limitsOf("part-of-mean");

/** The part that jumps alone, and between which values; none where all jump alike, which is the noise of the evaluation. */
export function unstablePart(history: History, { parts = [] }: LoggedSeries): string | undefined {
  const members = (history.series ?? []).filter(({ name, values }) =>
    parts.includes(name) && finite(values).length >= LIMITS.fewest
  );
  if (members.length < LIMITS.parts) return undefined;
  const jumps = members.map(jumpsOf), most = highest(jumps), part = members[jumps.indexOf(most)];
  const third = thirdOf(finite(part.values)), best = part.values[indexOfBest(part)];
  if (!(most > LIMITS.jumps * Math.abs(best) && most > LIMITS.apart * median(jumps))) return undefined;
  return `${part.name} jumps between ${formatNumber(lowest(third))} and ${
    formatNumber(highest(third))
  } in the last third, while most of the others stand`;
}

/** What is to be done for it. */
export const STEADY_THE_PART =
  "look at its rows in the confusion matrix of the best checkpoint and of the last: if they go to one other class, a lower rate or one that comes down, and more rows or more weight for it; if it has only a few held-out rows, add some.";
