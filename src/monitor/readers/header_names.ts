/**
 * Names above numbers that are parted otherwise than these: whose column each is.
 *
 * @module
 */
import { someOf } from "../../text/mod.ts";

/** Numbers are there, and nothing tells which is what. */
export class UnclearNames extends TypeError {}

/** What may stand between the names of a header, the surest first: a name may hold blanks, and none holds these. */
const BETWEEN = [/\t+/, /;/, /,/, /\s{2,}/, /[\s,;]+/];

/**
 * The names of a header, as many as there are columns. A sign by itself, as `%` or `#`, belongs to the name before it, or to the
 * first behind it.
 *
 * @throws {UnclearNames} when they are not as many: a name beside the wrong column would tell of another thing
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * assertEquals(namesAbove("Exploration %,Rewards", 2), ["Exploration %", "Rewards"]);
 * assertEquals(namesAbove("# games Win % loss", 3), ["# games", "Win %", "loss"]);
 * assertThrows(() => namesAbove("mean loss epoch", 2), TypeError, "3 names (mean, loss, epoch)");
 * ```
 */
export function namesAbove(header: string, columns: number): readonly string[] {
  const parted = BETWEEN.map((between) =>
    header.trim().split(between).map((name) => name.trim()).filter((name) => name !== "")
  );
  const words = parted[parted.length - 1];
  const found = [...parted, withSigns(words)].find((names) => names.length === columns);
  if (found !== undefined) return found;
  throw new UnclearNames(
    `the header holds ${words.length} names (${
      someOf(words, 8)
    }) above ${columns} columns: nothing tells which is whose`,
  );
}

/** With what is neither letter nor digit at the name that it stands beside. */
function withSigns(words: readonly string[]): readonly string[] {
  const names: string[] = [];
  let before = "";
  for (const word of words) {
    const isSign = !/[\p{L}\p{N}]/u.test(word);
    if (!isSign) {
      names.push(before + word);
      before = "";
    } else if (names.length === 0) before += `${word} `;
    else names[names.length - 1] += ` ${word}`;
  }
  return names;
}
