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

/** A number with a decimal comma behind its name, and one with a point anywhere. */
const COMMA = /(?<=[:=] {0,3}-?\d{1,6}),(?=\d{2,}(?:[^\d,.]|$))/gm, POINT = /\d\.\d/;

/** Numbers with a comma that are no chance. */
const FEWEST = 5;

/**
 * A text of a program that prints decimal commas, with points: none of its numbers has one.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const lines = (comma: string) => [9, 8, 7, 6, 5].map((tenth) => `loss: 0${comma}${tenth}1`).join("\n");
 * assertEquals(withDecimalPoints(lines(",")), lines("."));
 * ```
 */
export function withDecimalPoints(text: string): string {
  if (POINT.test(text) || (text.match(COMMA)?.length ?? 0) < FEWEST) return text;
  return text.replace(COMMA, ".");
}
