/**
 * Lists of places, each with its value.
 *
 * @module
 */
import { looseNumber } from "./json.ts";

/** The places and values, and what the places are called. */
export interface Placed {
  readonly at: number[];
  readonly values: number[];
  readonly places: "step" | "epoch" | "places";
}

/** What a record of a place may hold beside its value. */
const PLACE = /^(step|global_step|iteration|iter|epoch)$/,
  BESIDE = /^(wall_?time|time|timestamp|date|name|key|tag)$/;

/** Seconds since 1970 on a day of this century, from which a number is a time. */
const TIME = 1e9;

/**
 * The places and values of a list of pairs, of records with a step and a value, or of TensorBoard's download, with the time before
 * each pair; `undefined` for any other.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(placedValues([[1, 0.9], [2, 0.7]]), { at: [1, 2], values: [0.9, 0.7], places: "places" });
 * assertEquals(placedValues([{ step: 10, value: 0.9 }, { step: 20, value: 0.7 }])?.places, "step");
 * assertEquals(placedValues([[1.7e9, 10, 0.9], [1.7e9, 20, 0.7]])?.at, [10, 20]);
 * ```
 */
export function placedValues(list: readonly unknown[]): Placed | undefined {
  const [first] = list, named = Array.isArray(first) ? undefined : placeIn(first);
  const pairs = list.map((entry) => named === undefined ? pairOf(entry) : recordOf(entry, named));
  const at = pairs.map(([place]) => place), values = pairs.map(([, value]) => value);
  const arePlaced = pairs.length > 1 &&
    at.every((place, i) => Number.isInteger(place) && (i === 0 || place! > at[i - 1]!)) &&
    values.every((value) => typeof value === "number");
  if (!arePlaced) return undefined;
  const isTimed = Array.isArray(first) && first.length === 3;
  const places = named === undefined ? isTimed ? "step" : "places" : named === "epoch" ? "epoch" : "step";
  return { at: at as number[], values: values as number[], places };
}

type Pair = readonly (number | null | undefined)[];

function pairOf(entry: unknown): Pair {
  const numbers = Array.isArray(entry) && entry.length <= 3 ? entry.map(looseNumber) : [];
  const isTimed = numbers.length === 3 && numbers[0]! >= TIME;
  return isTimed ? numbers.slice(1) : numbers.length === 2 ? numbers : [];
}

/** What the place is called in a record that holds nothing but that and a value. */
function placeIn(entry: unknown): string | undefined {
  if (typeof entry !== "object" || entry === null || !("value" in entry)) return undefined;
  const names = Object.keys(entry).filter((name) => name !== "value" && !BESIDE.test(name));
  const places = names.filter((name) => PLACE.test(name));
  const isAlone = names.length === places.length;
  return isAlone ? places.find((name) => name !== "epoch") ?? places[0] : undefined;
}

function recordOf(entry: unknown, name: string): Pair {
  const { [name]: place, value } = (typeof entry === "object" && entry !== null ? entry : {}) as Record<
    string,
    unknown
  >;
  return [looseNumber(place), looseNumber(value)];
}
