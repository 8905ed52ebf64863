/**
 * How many epochs a printed log was to have, and whether it says why it has fewer.
 *
 * @module
 */
import type { History } from "../records.ts";

/** How many epochs are planned, among the settings above the first measure: `Total Epoch:300`, `--n_epoch=100`, `epochs=50`. */
export const PLANNED =
  /\b(?:(?:total|max|num|n|number of)[ _-]?epochs?|epochs)\b['"]?\s{0,9}[:=]\s{0,9}(\d{1,6})\b/i;

/** The same in the line of each epoch: `[epoch:3/200]`. */
export const EPOCH_OF = /\bepoch\b\W{0,9}(\d{1,6})\s{0,3}\/\s{0,3}(\d{1,6})\b/i;

/** What says that a training came to its end, or that a callback may have ended it. */
export const STOPPED =
  /early[ _-]?stop|patience|no improvement|stopping training|(?:training|finished) (?:is )?(?:complete|finished|done|training)/i;

/** Where a log that does not say why it ends does so before the last of its epochs. */
export function endsWithin(
  last: RegExpMatchArray | undefined,
  first: RegExpMatchArray | undefined,
): readonly string[] {
  if (last === undefined) return [];
  const epoch = Number(last[1]) + (Number(first?.[1]) === 0 ? 1 : 0), of = Number(last[2]);
  return epoch < of ? [`the log ends in epoch ${epoch} of ${of}`] : [];
}

/** With the plan, where it names more epochs than were done: those up to the next that would be logged may have been. */
export function withPlan(history: History, of: number): History {
  const [first = 0, ...rest] = history.at ?? [], last = rest.at(-1) ?? first;
  const done = first === 0 ? last + 1 : last, every = last - (rest.at(-2) ?? first);
  return history.unit === "epoch" && done + Math.max(1, every) <= of
    ? { ...history, planned: { done, of } }
    : history;
}
