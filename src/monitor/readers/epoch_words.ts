/**
 * Other words for an epoch at the beginning of a printed line: `Epochs 3`, `Ep 3`, `E003`.
 *
 * @module
 */

/** A word with its number, at the beginning of a line or behind a bracket. */
const WORD = /^([\s[(|=>#*-]{0,9})(?:epochs|ep\.?|E(?=\d))(?=[\s:=#]{0,3}\d{1,6}(?![\d.]))/i;

/** What is measured epoch by epoch; a player's episodes come to rewards. */
const MEASURED = /(?:loss|acc|err|auc|iou|dice|f1|train|val|valid|test)\w{0,20}\W{1,5}[-+]?\.?\d/i,
  PLAYED = /reward|return|score|epsilon/i;

/**
 * The line with the word for an epoch, where it holds a measure of one.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(withEpochWord("E003, train loss 0.5"), "Epoch 003, train loss 0.5");
 * assertEquals(withEpochWord("Ep 3 | reward 20 | loss 0.5"), "Ep 3 | reward 20 | loss 0.5");
 * ```
 */
export function withEpochWord(line: string): string {
  return WORD.test(line) && MEASURED.test(line) && !PLAYED.test(line) ? line.replace(WORD, "$1Epoch ") : line;
}
