/**
 * Where each row of a log stands: its epoch, or its step, or its number among the rows.
 *
 * @module
 */
import { meaningOf } from "./classify.ts";
import { isOfStep } from "./per_batch.ts";

/** What rows hold under one name: the numbers, and the index of the row that each stands in where not every row has one. */
export interface Cells {
  readonly name: string;
  readonly rows?: readonly number[];
  readonly values: readonly number[];
}

/** The places of all rows, and what they count. */
export interface Places {
  readonly written: readonly number[];
  /** Whether they are epochs. */
  readonly whole: boolean;
  /** The epochs that rows say. */
  readonly known: readonly unknown[];
  /** Whether all stands in one epoch, so that entries are counted. */
  readonly isWithin: boolean;
  /** Whether epochs are fractions. */
  readonly isFraction: boolean;
  /** What was added to have epochs count from 1. */
  readonly offset: 0 | 1;
}

/** @param epochs what each row says, `null` or `undefined` where it does not */
export function placesOf(
  count: number,
  measures: readonly Cells[],
  epochs: readonly unknown[] | undefined,
  steps: readonly unknown[] | undefined,
): Places {
  const known = (epochs ?? []).filter((epoch) => epoch !== null && epoch !== undefined);
  const isOne = known.every((epoch) => epoch === known[0]);
  const isRepeated = measures.some(({ values }) => values.length > 1);
  const isWhole = known.length > 0 && known.every(Number.isInteger) && (!isOne || count > 1 && !isRepeated);
  const whole = isWhole && !(stepsRunOn(epochs, steps) && isEvaluatedWithin(measures, epochs, steps));
  // of one epoch that is logged again and again the entries are counted; as many as there are rows is how many there were to be
  const isWithin = !whole && isOne && known.length > 1 && isRepeated && known[0] !== count;
  // epochs in fractions and no step: what is counted are the entries of the log
  const isFraction = !whole && known.some((epoch) => !Number.isInteger(epoch));
  const evaluated = whole ? evaluatedAtTheEnd(measures, epochs) : undefined;
  // whoever logs epoch 0 and then every hundredth means a hundred epochs by 100; what was measured before the first epoch is none
  const offset = whole && evaluated === undefined && known.includes(0) && (isOne || known.includes(1)) &&
      !isBeforeTraining(measures, epochs)
    ? 1
    : 0;
  const isNumber = (value: unknown): value is number => typeof value === "number" && !Number.isNaN(value);
  // where finished epochs are counted, what follows the end of one is of the next; behind the last end there is none to come to
  const lastEnd = [...evaluated ?? []].reduce((a, b) => Math.max(a, b), 0);
  const underWay = (row: number) => evaluated!.has(row) || row > lastEnd ? 0 : 1;
  let last = 0;
  const written = Array.from({ length: count }, (_, row) => {
    const epoch = epochs?.[row] ?? steps?.[row], step = steps?.[row];
    if (whole) last = isNumber(epoch) ? epoch + (evaluated === undefined ? offset : underWay(row)) : last;
    else last = isNumber(step) ? step : row + 1;
    return last;
  });
  const isAlone = (row: number) => !isNumber(epochs?.[row]) && isNumber(steps?.[row]);
  if (whole) ofTheirEpoch(written, isAlone, (known as number[]).reduce((a, b) => Math.max(a, b)));
  return { written, whole, known, isWithin, isFraction, offset };
}

/**
 * The rows of evaluations where the log counts the epochs that are finished, as Chainer's triggers do: an evaluation ends an epoch, and
 * stands where the number rises, before other rows of that number. Whoever counts from 0 evaluates behind the rows of an epoch, the
 * first one in epoch 0. `undefined` where nothing shows that the finished ones are counted.
 */
function evaluatedAtTheEnd(
  measures: readonly Cells[],
  epochs: readonly unknown[] = [],
): ReadonlySet<number> | undefined {
  if (epochs[0] !== 0) return undefined;
  const held = measures.filter(({ name }) => isHeldOut(name) && !isOfStep(name));
  const rows = new Set(held.flatMap(({ rows, values }) => values.map((_, i) => rows?.[i] ?? i)));
  const rises = epochs.map((epoch, row) => row > 0 && epoch === (epochs[row - 1] as number) + 1);
  const isEnd = epochs.every((epoch, row) =>
    rows.has(row) ? rises[row] : epoch === epochs[row - 1] || epoch === 0
  );
  const goesOn = epochs.some((epoch, row) => epoch !== 0 && !rises[row]);
  return rows.size > 0 && isEnd && goesOn ? rows : undefined;
}

/** Whether the rows of epoch 0 alone have no training loss, or one of exactly 0: then they are of weights that nothing was trained into. */
function isBeforeTraining(measures: readonly Cells[], epochs: readonly unknown[] = []): boolean {
  const losses = measures.filter(({ name }) => {
    const meaning = meaningOf(name);
    return meaning?.role === "loss" && meaning.split === "train";
  });
  const trained = new Set(
    losses.flatMap(({ rows, values }) =>
      values.flatMap((value, i) => value === 0 ? [] : [epochs[rows?.[i] ?? i]])
    ),
  );
  return trained.size > 0 && epochs.every((epoch) => epoch === 0 ? !trained.has(0) : trained.has(epoch));
}

/**
 * A step that stands alone is an epoch's number (MMEngine's evaluations) unless it goes beyond them all: then the row belongs to the epoch
 * that is named next. Lightning writes the rate of a step before its loss.
 */
function ofTheirEpoch(places: number[], isAlone: (row: number) => boolean, lastEpoch: number): void {
  if (!places.some((place, row) => isAlone(row) && place > lastEpoch + 1)) return;
  for (let row = places.length - 1, next = lastEpoch; row >= 0; row--) {
    if (isAlone(row)) places[row] = next;
    else next = places[row];
  }
}

/** Whether a name is that of a loss or metric of held-out rows. */
export function isHeldOut(name: string): boolean {
  const meaning = meaningOf(name);
  return meaning !== undefined && meaning.split !== "train" && /loss|metric/.test(meaning.role);
}

/** Whether steps go on from one epoch to the next, and are not counted anew in each. */
export function stepsRunOn(epochs: readonly unknown[] = [], steps: readonly unknown[] = []): boolean {
  if (steps.length === 0) return false;
  /** The last step of each epoch in turn. */
  const ends: { readonly epoch: number; step: number }[] = [];
  const isAnew = epochs.some((epoch, row) => {
    const step = steps[row], last = ends[ends.length - 1];
    if (typeof epoch !== "number" || typeof step !== "number") return false;
    if (last === undefined || epoch !== last.epoch) ends.push({ epoch, step });
    else last.step = step;
    return last !== undefined && epoch >= last.epoch && step < last.step;
  });
  return !isAnew && ends.length > 1 &&
    ends.every(({ epoch, step }, i) => i === 0 || epoch < ends[i - 1].epoch || step > ends[i - 1].step);
}

/** Whether held-out rows were measured at several steps of one epoch: epochs are too coarse for their course. */
function isEvaluatedWithin(
  measures: readonly Cells[],
  epochs: readonly unknown[] = [],
  steps: readonly unknown[] = [],
): boolean {
  const held = measures.filter(({ name }) => isHeldOut(name) && !isOfStep(name));
  return held.some(({ rows, values }) => {
    const placed = values.map((_, i) => rows?.[i] ?? i).filter((row) =>
      typeof epochs[row] === "number" && typeof steps[row] === "number"
    );
    return placed.some((row, i) =>
      i > 0 && epochs[row] === epochs[placed[i - 1]] && steps[row] !== steps[placed[i - 1]]
    );
  });
}
