/**
 * Rows told by one letter before each measure: `t_loss` beside `v_loss`, `tloss` beside `vloss`. One of them alone is a term's or a network's.
 *
 * @module
 */
import { saysSplit } from "./classify.ts";

/** A letter for rows, and their measure. */
const LETTERED = /^([tv])[ _-]?(loss|acc|accuracy|err|error|f1|auc|iou|dice)$/i;

/**
 * The columns with the rows of each said in words, where both letters stand before a loss, or before an accuracy.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const named = (...names: string[]) => ofSetLetters(names.map((name) => ({ name }))).map(({ name }) => name);
 * assertEquals(named("tloss", "vloss", "vacc"), ["train loss", "val loss", "val acc"]);
 * assertEquals(named("p_loss", "v_loss"), ["p_loss", "v_loss"]);
 * ```
 */
export function ofSetLetters<T extends { readonly name: string }>(columns: readonly T[]): readonly T[] {
  const lettered = columns.map(({ name }) => name.match(LETTERED) ?? undefined);
  const has = (letter: string, measure: string) =>
    lettered.some((one) => one?.[1].toLowerCase() === letter && one[2].toLowerCase() === measure);
  const isPair = ["loss", "acc", "accuracy"].some((measure) => has("t", measure) && has("v", measure));
  const isSaid = columns.some(({ name }) => saysSplit(name));
  if (!isPair || isSaid) return columns;
  return columns.map((column, i) => {
    const [, letter = "", measure = ""] = lettered[i] ?? [];
    if (letter === "") return column;
    return { ...column, name: `${letter.toLowerCase() === "t" ? "train" : "val"} ${measure}` };
  });
}
