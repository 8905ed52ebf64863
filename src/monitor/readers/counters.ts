/**
 * What the places of a log are called: epochs, steps, and where nothing is called either what a player or a population counts.
 *
 * @module
 */
import type { History } from "../records.ts";
import { wordsOf } from "./classify.ts";

const EPOCH = [
    ...["epoch", "epochs", "ep", "current_epoch", "epoch_num", "epoch_number", "epoch_no", "epoch_idx"],
    ...["epoch_index", "epoch_id", "n_epoch", "num_epoch", "nb_epoch"],
  ],
  STEP = [
    ...["step", "global_step", "iteration", "iter", "iterations", "current_steps", "training_iteration"],
    ...["time_total_timesteps", "total_timesteps", "episode", "episodes", "round", "rounds"],
    ...[
      "number_of_trees",
      "generation",
      "generations",
      "gen",
      "total_iter",
      "total_iters",
      "total_iterations",
    ],
  ];

/** What else counts, as long as it only grows: it may stand for something else beside an epoch or a step. */
const OTHERWISE =
  /^(cycles?|games?|frames?|((num|n|total)_)?(updates?|games|frames)|((num|total|env)_)?(timesteps?|steps)|(timesteps|episodes)_total|env_step|t|(n|num)_iters?|batch(es)?(_(idx|index|id|no|num|number))?|((total|num|n|consumed)_)?(tokens|samples)(_(seen|processed|consumed))?|kimg|nimg)$/;

/** What a counter counts, where that is neither an epoch nor a step. */
const COUNTED: readonly (readonly [RegExp, NonNullable<History["counted"]>])[] = [
  [/^episodes?(_total)?$/, "episode"],
  [/^rounds?$|^number_of_trees$/, "round"],
  [/^gen(eration)?s?$/, "generation"],
  [/^((training|total|n|num)_)?iter(ation)?s?$/, "iteration"],
  [/^cycles?$/, "cycle"],
  [/^((num|n|total)_)?games?$/, "game"],
  [/^((num|n|total)_)?updates?$/, "update"],
  [/^((num|n|total)_)?frames?$/, "frame"],
];

/** The same in a printed line, with its number: `Game 12`, `cycle=3`. */
export const COUNTS =
  /\b(cycle|generation|game|update|round|frame)s?\b\s{0,3}[=:#]?\s{0,3}(\d{1,12})(?![\d/%]|[.,:]\d)/i;

/** Whether a column of this name counts epochs or steps. */
export function isCounter(name: string): boolean {
  return [...EPOCH, ...STEP].includes(plain(name));
}

/** Whether a column of this name counts where nothing is called an epoch or a step. */
export function isOtherCounter(name: string): boolean {
  return OTHERWISE.test(plain(name));
}

/** What the rows are called by that a column of this name counts; `undefined` where they are steps. */
export function countedAs(name: string): History["counted"] {
  return COUNTED.find(([pattern]) => pattern.test(plain(name)))?.[1];
}

/**
 * Names of what counts epochs and steps: of several the one that most rows have, for rows of evaluations may lack the other.
 *
 * @param valuesOf what stands under a name, in the order of the rows
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(countersIn(["Loss", "global_step"], () => [1, 2]), { epoch: undefined, step: "global_step" });
 * assertEquals(countersIn(["avg(utility)", "cycle"], () => [1, 2]), { epoch: undefined, step: "cycle" });
 * ```
 */
export function countersIn(
  names: readonly string[],
  valuesOf: (name: string) => readonly unknown[],
): { readonly epoch: string | undefined; readonly step: string | undefined } {
  const most = (own: readonly string[]): string | undefined =>
    own.length < 2 ? own[0] : own.reduce((a, b) => valuesOf(b).length > valuesOf(a).length ? b : a);
  const named = (words: readonly string[]) => most(names.filter((name) => words.includes(plain(name))));
  const epoch = named(EPOCH), step = named(STEP);
  if (epoch !== undefined || step !== undefined) return { epoch, step };
  return { epoch, step: names.find((name) => isOtherCounter(name) && grows(valuesOf(name))) };
}

function grows(values: readonly unknown[]): boolean {
  return values.every((value, row) =>
    Number.isInteger(value) && (row === 0 || (value as number) >= (values[row - 1] as number))
  ) && (values.length < 2 || values[0] !== values[values.length - 1]);
}

function plain(name: string): string {
  return wordsOf(name).join("_");
}
