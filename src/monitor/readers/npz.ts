/**
 * NumPy's .npz: a zip archive of arrays, among them the evaluations.npz of Stable-Baselines3's EvalCallback.
 * Source: numpy.savez; stable_baselines3/common/callbacks.py.
 *
 * @module
 */
import { median } from "simple-statistics";
import { printable } from "../../text/mod.ts";
import type { History } from "../records.ts";
import type { Chosen } from "./chosen.ts";
import { namesMeasure } from "./classify.ts";
import { listed } from "./listed.ts";
import { historyFromLog } from "./log.ts";
import { historyFromNested } from "./nested.ts";
import { arrayOf, type NumpyArray } from "./npy.ts";
import { refuseLong } from "./size.ts";
import { filesIn, firstName, type Packed } from "./zip.ts";

/** Longest array that may be a series, and all that are opened, in bytes: data sets are kept so too. */
const MOST_ARRAY = 16_000_000, MOST_OPENED = 32_000_000;

/** Arrays of a file: more are no history. */
const MOST_ARRAYS = 1000;

const EXTENSION = /\.npy$/;

/**
 * Reads the arrays of an archive.
 *
 * @throws {TypeError} one line: an archive of other things, a damaged one, or the arrays of one that holds no measure of training
 */
export function historyFromNpz(bytes: Uint8Array, chosen: Chosen = {}): History {
  const files = filesIn(bytes), isNumpys = EXTENSION.test(firstName(bytes));
  if (files === undefined && isNumpys) throw new TypeError("the .npz file is cut off before its end");
  const packed = files?.filter(({ name }) => EXTENSION.test(name)) ?? [];
  if (packed.length === 0) throw new TypeError("a packed file: unpack it first");
  const { arrays, unread } = openedOf(packed);
  const named = Object.fromEntries(arrays);
  return isEvaluations(named) ? historyOfEvaluations(named, chosen) : historyOfSeries(named, unread, chosen);
}

/** The arrays of numbers, and what there is beside them, each with what it is. */
function openedOf(packed: readonly Packed[]) {
  if (packed.length > MOST_ARRAYS) {
    throw new TypeError(`${packed.length} arrays are more than the ${MOST_ARRAYS} that are read`);
  }
  const arrays: (readonly [string, NumpyArray])[] = [], unread: string[] = [];
  let opened = 0;
  for (const { name: file, size, unpack } of packed) {
    const name = printable(file.replace(EXTENSION, "")).slice(0, 200);
    opened += size;
    try {
      if (size > MOST_ARRAY || opened > MOST_OPENED) throw new TypeError(`${size} bytes`);
      arrays.push([name, arrayOf(unpack())]);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      unread.push(`${name}: ${error.message}`);
    }
  }
  return { arrays, unread };
}

type Evaluations = Readonly<Record<"timesteps" | "results", NumpyArray>>;

/** One row of episodes for each of the steps. */
function isEvaluations(named: Readonly<Record<string, NumpyArray>>): named is Evaluations {
  const { timesteps, results } = named;
  return timesteps?.shape.length === 1 && results?.shape.length === 2 &&
    results.shape[0] === timesteps.shape[0] && results.size > 0;
}

/** What EvalCallback logs of each array, by its own names. */
const OF_EPISODES = [
  ["results", "eval/mean_reward"],
  ["ep_lengths", "eval/mean_ep_length"],
  ["successes", "eval/success_rate"],
] as const;

function historyOfEvaluations(named: Evaluations, chosen: Chosen): History {
  const { timesteps, results: { shape: [, episodes] } } = named, at = timesteps.read();
  const columns = OF_EPISODES.flatMap(([array, name]) => {
    const measured = (named as Readonly<Record<string, NumpyArray>>)[array];
    return measured?.shape[0] === at.length && measured.size > 0
      ? [{ name, at, values: meansOf(measured) }]
      : [];
  });
  const spread = median(deviationsOf(named.results));
  const notes = [
    episodes === 1
      ? "each evaluation is one episode"
      : `each evaluation is the mean of ${episodes} episodes, which differ by a standard deviation of ${
        Number(spread.toPrecision(2))
      } (median)`,
  ];
  return historyFromLog(columns, {
    format: "Stable-Baselines3 evaluations.npz",
    unit: "step",
    notes,
    chosen,
  });
}

/** The mean of each row. */
function meansOf(array: NumpyArray): readonly number[] {
  return rowsOf(array).map((row) => row.reduce((a, b) => a + b) / row.length);
}

/** The standard deviation within each row. */
function deviationsOf(array: NumpyArray): readonly number[] {
  const means = meansOf(array);
  return rowsOf(array).map((row, i) =>
    Math.sqrt(row.reduce((sum, value) => sum + (value - means[i]) ** 2, 0) / row.length)
  );
}

function rowsOf(array: NumpyArray): readonly (readonly number[])[] {
  const [rows] = array.shape, values = array.read(), width = values.length / rows;
  return Array.from({ length: rows }, (_, row) => values.slice(row * width, (row + 1) * width));
}

function historyOfSeries(
  named: Readonly<Record<string, NumpyArray>>,
  unread: readonly string[],
  chosen: Chosen,
): History {
  const series = Object.entries(named).filter(([, { shape, size }]) =>
    size > 1 && Math.max(...shape) === size
  );
  series.forEach(([, { size }]) => refuseLong(size));
  const isMeasure = ([name]: (typeof series)[number]) => namesMeasure(name);
  const isNamed = [chosen.train, chosen.validation].some((name) => name !== undefined);
  if (!series.some(isMeasure) && !isNamed) {
    const others = Object.entries(named).map(([name, { shape }]) => `${name} (${shape.join(" x ")})`);
    throw new TypeError(
      `no history of a training: no loss, metric or reward over time among its arrays: ${
        listed([...others, ...unread])
      }`,
    );
  }
  const lists = Object.fromEntries(series.map(([name, array]) => [name, array.read()]));
  const notes = unread.length === 0 ? [] : [`not read: ${listed(unread)}`];
  return historyFromNested(lists, { format: "NumPy .npz", chosen, notes });
}
