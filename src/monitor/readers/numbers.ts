/**
 * Numbers as C and Python print them.
 *
 * @module
 */

/** The number, also where it is `nan` or an infinity. */
export function numberIn(text: string): number {
  const word = text.toLowerCase();
  if (word.includes("nan")) return NaN;
  return word.includes("inf") ? (word[0] === "-" ? -Infinity : Infinity) : Number(word);
}
