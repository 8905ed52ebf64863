/**
 * Several sets of rows in one printed line: `train: loss 0.9 acc 0.5 | val: loss 1.0 acc 0.4`, and several measures behind their names:
 * `val loss/acc: 1.0/0.4`. Read as if the line were of one set, the loss of the last would be that of all.
 *
 * @module
 */
import { meaningOf, saysSplit, wordsOf } from "./classify.ts";

/** A measure in a line, and where its name begins. */
export interface Named {
  readonly name: string;
  readonly index: number;
}

/** A word for rows, by itself or in a name. */
const SET = /(?<![a-z])(train|training|val|valid|validation|eval|evaluation|dev|test|testing)(?![a-z])/gi;

/** The same with what opens the measures of these rows behind it. */
const OPENS = /(?<![a-z])(train|val|valid|eval|dev|test)\w{0,7}\]?\s?[:({]/gi;

/**
 * The rows of each measure whose name does not say them: the ones named before it in the line, or behind it where all are.
 * Nothing is said where the line is of one set: no name comes twice in it, nor do several sets open one after the other.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const line = "train: loss 0.9 | val: loss 1.0";
 * assertEquals(setsInLine(line, [{ name: "loss", index: 7 }, { name: "loss", index: 23 }]), ["train", "val"]);
 * assertEquals(setsInLine("train: loss 0.9", [{ name: "loss", index: 7 }]), [undefined]);
 * ```
 */
export function setsInLine(line: string, measures: readonly Named[]): readonly (string | undefined)[] {
  const none = measures.map(() => undefined);
  if (measures.length < 2) return none;
  const bare = measures.filter(({ name }) => isOfRows(name) && !saysSplit(name));
  const isTwice = new Set(bare.map(({ name }) => wordsOf(name).join("_"))).size < bare.length;
  const opened = new Set([...line.matchAll(OPENS)].map(([, set]) => set.toLowerCase()));
  if (bare.length === 0 || !isTwice && opened.size < 2) return none;
  const sets = [...line.matchAll(SET)].map(({ 1: set, index }) => ({ set: set.toLowerCase(), index }));
  const last = bare[bare.length - 1].index;
  const areBehind = sets.every(({ index }) => index > bare[0].index) &&
    sets.some(({ index }) => index > last);
  return measures.map((measure) => {
    if (!bare.includes(measure)) return undefined;
    return areBehind
      ? sets.find(({ index }) => index > measure.index)?.set
      : sets.findLast(({ index }) => index < measure.index)?.set;
  });
}

/** Whether a measure of this name is taken on rows. */
function isOfRows(name: string): boolean {
  return /loss|metric/.test(meaningOf(name)?.role ?? "");
}

const NUMBER = String.raw`[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?%?`;

/** Two names, then their numbers in the same order. */
const TWO_NAMES = new RegExp(
  String
    .raw`(?<![\w/])((?:(?:train|val|valid|test|dev|eval)\w{0,7}[ _])?)([a-z]\w{1,20})\s?([,/])\s?([a-z]\w{1,20})\s?[:=]\s?(${NUMBER})\s?\3\s?(${NUMBER})(?![\w./])`,
  "gi",
);

/**
 * The line with each name beside its number.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(namesApart("val loss/acc: 0.9/0.5"), "val loss: 0.9, val acc: 0.5");
 * assertEquals(namesApart("train/loss: 0.9"), "train/loss: 0.9");
 * ```
 */
export function namesApart(line: string): string {
  return line.replace(
    TWO_NAMES,
    (whole, set: string, first: string, _, second: string, one: string, two: string) => {
      const areMeasures = [first, second].every((name) => isOfRows(name) && !saysSplit(name));
      return areMeasures ? `${set}${first}: ${one}, ${set}${second}: ${two}` : whole;
    },
  );
}

/** Words for two or three sets of rows, as many numbers, and a measure. */
const ROWS = String
  .raw`((?:train|val|valid|test|dev|eval)\w{0,7}(?:\s?[/|,]\s?(?:train|val|valid|test|dev|eval)\w{0,7}){1,2})`;
const NUMBERS = String.raw`(${NUMBER}(?:\s?[/|,]\s?${NUMBER}){1,2})(?![\w./])`;
const OF_MEASURE = "([a-z][a-z\\d@-]{0,20})";

/** `train/val loss: 0.9/1.0`, `loss (train/val): 0.9/1.0`, `loss 0.9/1.0 (train/val)`: the measure, the rows, their numbers, or in another order. */
const OF_SETS = [
  { pattern: new RegExp(String.raw`${ROWS}\s${OF_MEASURE}\s?[:=]?\s?${NUMBERS}`, "gi"), order: [1, 0, 2] },
  {
    pattern: new RegExp(String.raw`${OF_MEASURE}\s?[([]\s?${ROWS}\s?[)\]]\s?[:=]?\s?${NUMBERS}`, "gi"),
    order: [0, 1, 2],
  },
  {
    pattern: new RegExp(String.raw`${OF_MEASURE}\s?[:=]?\s?${NUMBERS}\s?[([]\s?${ROWS}\s?[)\]]`, "gi"),
    order: [0, 2, 1],
  },
] as const;

/** What no line of these is without. */
const SETS_BESIDE = /(?:train|val|valid|test|dev|eval)\w{0,7}\s?[/|,]\s?(?:train|val|test|dev|eval)/i;

/**
 * The line with each number beside its rows and its measure.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(setsApart("loss (train/val): 0.9/1.0"), "train loss: 0.9, val loss: 1.0");
 * assertEquals(setsApart("train/val loss 0.9 / 1.0"), "train loss: 0.9, val loss: 1.0");
 * assertEquals(setsApart("train/loss: 0.9, val/loss: 1.0"), "train/loss: 0.9, val/loss: 1.0");
 * ```
 */
export function setsApart(line: string): string {
  if (!SETS_BESIDE.test(line)) return line;
  return OF_SETS.reduce((text, { pattern, order }) =>
    text.replace(pattern, (whole, ...groups: string[]) => {
      const [measure, rows, values] = order.map((group) => groups[group]);
      const sets = rows.split(/\s?[/|,]\s?/), numbers = values.split(/\s?[/|,]\s?/);
      const isTold = sets.length === numbers.length && isOfRows(measure);
      return isTold ? sets.map((set, i) => `${set} ${measure}: ${numbers[i]}`).join(", ") : whole;
    }), line);
}
