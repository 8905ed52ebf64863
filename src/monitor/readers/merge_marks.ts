/**
 * A file in which a merge left both of its versions, as git marks them.
 *
 * @module
 */

/**
 * What stands before a line with a mark goes on in: the versions, between them (with `merge.conflictStyle=diff3`) what both came
 * from, and what follows.
 */
const MARKS = [
  [/^<{7}( |$)/, "above"],
  [/^\|{7}( |$)/, "origin"],
  [/^={7}$/, "below"],
  [/^>{7}( |$)/, "both"],
] as const;

/**
 * The text with the longer half of each such place, and what is said of that; `undefined` where there is none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const merged = withoutMergeMarks("epoch,loss\n<<<<<<< HEAD\n1,2\n=======\n1,3\n2,1\n>>>>>>> main\n");
 * assertEquals(merged?.text, "epoch,loss\n1,3\n2,1\n");
 * ```
 */
export function withoutMergeMarks(
  text: string,
): { readonly text: string; readonly note: string } | undefined {
  if (!text.includes("<<<<<<<")) return undefined;
  const kept: string[] = [], places: string[] = [];
  let at: typeof MARKS[number][1] = "both",
    halves = { above: [] as string[], below: [] as string[] },
    from = 0;
  for (const [index, line] of text.split("\n").entries()) {
    const mark = MARKS.find(([pattern, next]) => (next === "above") === (at === "both") && pattern.test(line))
      ?.[1];
    if (mark === undefined) {
      if (at === "both") kept.push(line);
      else if (at !== "origin") halves[at].push(line);
      continue;
    }
    if (mark === "above") [halves, from] = [{ above: [], below: [] }, index + 1];
    if (mark === "both") {
      const half = halves.below.length > halves.above.length ? "below" : "above";
      for (const line of halves[half]) kept.push(line);
      places.push(`at line ${from}: read is the longer half, ${half} =======`);
    }
    at = mark;
  }
  // what is opened and never closed is no merge's
  if (places.length === 0 || at !== "both") return undefined;
  return {
    text: kept.join("\n"),
    note: `git's conflict marks ${
      places.length === 1
        ? places[0]
        : `at ${places.length} places from line ${places[0].match(/\d+/)} on: read is the longer half of each`
    }`,
  };
}
