/**
 * Which of several exits, heads or sizes of pictures a network is judged by where one metric was logged of each.
 *
 * @module
 */
import type { LoggedSeries } from "./records.ts";
import { wordsOf } from "./readers/classify.ts";

/** What a network answers at, with its number, or that it is the last. */
const EXIT =
  /(^|_)(exit|head|stage|branch|res(olution)?|size|imgsz|depth|aux)_?(\d+|final|last|main)(?=_|$)|(^|_)(final|last|main)_(exit|head|stage|branch)(?=_|$)/;

/** What only helps to train. */
const AUXILIARY = /(^|_)aux(iliary)?(_(exit|head))?(?=_|$)/;

/** A size of pictures alone: no number of answers that count, as in `acc_1` or `acc_100`. */
const SIZE = /(^|_)(\d{2,4})(px)?(?=_|$)/;
const OF_PICTURES = /acc|iou|dice|psnr|ssim/;

/** Smallest size of pictures, and what sizes are multiples of: of what networks halve several times. */
const SMALLEST = 32, MULTIPLE = 8;

/** What a metric is called without its exit, and where that stands among the others: what names none is of the whole network. */
function exitOf({ name }: LoggedSeries): { readonly of: string; readonly rank: number } {
  const words = wordsOf(name).join("_"),
    without = (part: RegExp) => words.replace(part, "").replace(/^_/, "");
  const exit = words.match(EXIT);
  if (exit !== null) {
    return { of: without(EXIT), rank: /\d/.test(exit[4] ?? "") ? Number(exit[4]) : Infinity };
  }
  if (AUXILIARY.test(words)) return { of: without(AUXILIARY), rank: -1 };
  const size = Number(words.match(SIZE)?.[2]);
  return OF_PICTURES.test(words) && size >= SMALLEST && size % MULTIPLE === 0
    ? { of: without(SIZE), rank: size }
    : { of: words, rank: Infinity };
}

/** Whether a word of a name numbers the exits of one network, which are no classes. */
export function isExit(word: string): boolean {
  return EXIT.test(word);
}

/**
 * The last exit, or the largest pictures, of the first metric: those before it stop early on purpose, and are best where it is not.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const metric = (name: string) =>
 *   ({ name, role: "metric", split: "validation", better: "higher", at: [1], values: [0.5] }) as const;
 * assertEquals(finalExit(["acc_exit1", "acc_exit2", "acc_exit3"].map(metric))?.name, "acc_exit3");
 * assertEquals(finalExit(["acc_96", "acc_384"].map(metric))?.name, "acc_384");
 * assertEquals(finalExit(["acc_1", "acc_5"].map(metric))?.name, "acc_1");
 * ```
 */
export function finalExit(metrics: readonly LoggedSeries[]): LoggedSeries | undefined {
  const [first, ...others] = metrics;
  if (first === undefined || others.length === 0) return first;
  const { of } = exitOf(first);
  return metrics.filter((metric) => exitOf(metric).of === of)
    .reduce((a, b) => exitOf(b).rank > exitOf(a).rank ? b : a);
}
