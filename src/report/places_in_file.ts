/**
 * What the file itself calls the epochs that are told.
 *
 * @module
 */
import type { History } from "../monitor/mod.ts";
import { leadingLoss } from "../monitor/logged.ts";

/** A remark behind words that name epochs: their numbers in a file that counts from 0, and which of them comes before the training. */
export function placesInFile(words: string, history: History): string {
  const { shifted, unit } = history;
  const named = [...new Set([...words.matchAll(/\bepoch (\d+)/g)].map(([, number]) => Number(number)))];
  if (unit !== "epoch" || named.length === 0) return "";
  const [first = NaN] = leadingLoss(history, "train")?.at ?? [];
  const before = named.includes(0) && (shifted === 1 || first > 0) ? "; epoch 0 is before training" : "";
  return shifted === undefined
    ? before
    : `${before}; the file counts from 0: ${named.map((number) => number - shifted).join(" and ")} there`;
}
