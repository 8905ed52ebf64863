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

/** The same as a part of a pattern. */
export const NUMBER = String.raw`[-+]?(?:\d+(?:\.\d*)?(?:e[-+]?\d+)?|nan|inf(?:inity)?)`;

/** The mean of numbers with commas between them. */
export function meanOf(list: string): number {
  const numbers = list.split(",").map((number) => numberIn(number.trim()));
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}
