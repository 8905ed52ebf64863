/**
 * JSON that is cut off in its middle, as a download leaves it that broke off, or a run that was killed while it wrote: what is whole in it
 * are the entries of the list that it breaks off in.
 *
 * @module
 */

/** The document with the entries that are whole and no other. */
export interface WholeEntries {
  readonly text: string;
  readonly count: number;
  /** What the list is called; empty for one without a name. */
  readonly name: string;
  /** Whether the entries are records, of which each stands for a moment of the training: lists of numbers may lack their companions. */
  readonly areRecords: boolean;
}

interface Open {
  readonly bracket: "[" | "{";
  /** The last string before it. */
  readonly name: string;
  /** Entries that have ended, and where the last of them does. */
  count: number;
  end: number;
  hasRecords: boolean;
}

/**
 * The whole entries of the outermost list that does not end; `undefined` where there is none. One pass over the text.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(wholeEntries('{"log": [{"loss": 2}, {"loss": 1}, {"lo'), {
 *   text: '{"log": [{"loss": 2}, {"loss": 1}]}',
 *   count: 2,
 *   name: "log",
 *   areRecords: true,
 * });
 * ```
 */
export function wholeEntries(text: string): WholeEntries | undefined {
  const open: Open[] = [];
  let last = "";
  for (let i = 0; i < text.length; i++) {
    const sign = text[i], around = open[open.length - 1];
    if (sign === '"' || sign === "'") {
      const from = i + 1;
      for (i++; i < text.length && text[i] !== sign; i++) if (text[i] === "\\") i++;
      last = text.slice(from, i);
    } else if (sign === "[" || sign === "{") {
      open.push({ bracket: sign, name: last, count: 0, end: i + 1, hasRecords: false });
    } else if (sign === "]" || sign === "}") {
      const closed = open.pop(), outer = open[open.length - 1];
      if (outer?.bracket === "[") {
        outer.hasRecords ||= closed?.bracket === "{";
        [outer.count, outer.end] = [outer.count + 1, i + 1];
      }
    } else if (sign === "," && around?.bracket === "[" && around.end < i && !around.hasRecords) {
      // a number has ended where the next begins
      if (!/[\]}]\s*$/.test(text.slice(Math.max(around.end - 1, i - 40), i))) {
        [around.count, around.end] = [around.count + 1, i];
      }
    }
  }
  const at = open.findIndex(({ bracket }) => bracket === "[");
  if (at < 0) return undefined;
  const { end, count, name, hasRecords } = open[at];
  const closing = open.slice(0, at + 1).map(({ bracket }) => bracket === "[" ? "]" : "}").toReversed();
  return { text: text.slice(0, end) + closing.join(""), count, name, areRecords: hasRecords };
}
