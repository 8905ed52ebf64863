/**
 * From named columns, each on its own axis, to a {@linkcode History}: what each column means, and which losses lead.
 *
 * @module
 */
import { excerpt } from "../../boundary/mod.ts";
import { printable } from "../../text/mod.ts";
import { leadingRate, leadingTotal } from "../logged.ts";
import { once } from "../once.ts";
import type { History, LoggedSeries, Series } from "../records.ts";
import { entriesAt, isRising } from "../series.ts";
import { withoutAfterTraining } from "./after_training.ts";
import { withMeaning } from "./chinese.ts";
import { isNoError, isOfPredictingHead, meaningOf, wordsOf } from "./classify.ts";
import { withDirections } from "./direction.ts";
import { ofBoxesAndMasks } from "./boxes_and_masks.ts";
import { meansOfFamilies } from "./family.ts";
import { ofSetNamed } from "./named_set.ts";
import { toldOnce } from "./notes.ts";
import { withLikelihoods } from "./likelihood.ts";
import { objectiveSettled } from "./objective.ts";
import { wholeEvaluations } from "./per_batch.ts";
import { withoutPenalty } from "./penalised.ts";
import { rarelyEvaluated } from "./rarely_evaluated.ts";
import { evaluatedOnce } from "./repeated.ts";
import { ofSetLetters } from "./set_letters.ts";
import { refuseLong } from "./size.ts";
import { totalOf, withoutRepeats } from "./total.ts";
import {
  measuredNothing,
  onlyComputed,
  onlyMeasured,
  withoutMinusOnes,
  withoutPlaceholder,
} from "./unmeasured.ts";
import { withoutSecondWriter } from "./written_twice.ts";

/** One column of a log as it was written. */
export interface Column {
  readonly name: string;
  readonly at: readonly number[];
  readonly values: readonly number[];
}

/** What a reader knows of the file beside its columns. */
export interface LogFrame {
  readonly format: string;
  readonly unit: History["unit"];
  readonly counted?: History["counted"];
  readonly planned?: History["planned"];
  readonly shifted?: History["shifted"];
  readonly stepsDone?: History["stepsDone"];
  readonly notes?: readonly string[];
  readonly bestCheckpoint?: string;
  readonly settings?: History["settings"];
  /** Where the phase of the training begins that the log ends in: what came before it is another curve. */
  readonly from?: { readonly at: number; readonly phase: string };
  /** Names of metrics that were logged in the rows of the training loss alone. */
  readonly besideLoss?: ReadonlySet<string>;
  /** Columns that hold words, each with the first of them. */
  readonly words?: ReadonlyMap<string, string>;
  /** Columns that the user named: these lead. */
  readonly chosen?: Chosen;
  /** The rows by which the file is called. */
  readonly set?: string;
}

/** Columns by hand. */
export interface Chosen {
  readonly train?: string;
  readonly validation?: string;
  readonly metrics?: readonly { readonly name: string; readonly better: "higher" | "lower" }[];
  /** Which of the runs that stand side by side in one table. */
  readonly run?: string;
}

/**
 * Reads the columns.
 *
 * @throws {TypeError} one line that lists what was found, when none of it is a measure of training.
 */
export function historyFromLog(given: readonly Column[], frame: LogFrame): History {
  // who names a column calls it as the file does
  const columns = isByHand(frame.chosen) ? given : ofSetNamed(ofSetLetters(given), frame.set);
  columns.forEach(({ values }) => refuseLong(values.length));
  const notes = [...frame.notes ?? []], { from } = frame;
  if (frame.set !== undefined && columns.some(({ name }, i) => name !== given[i].name)) {
    notes.push(`all of it is of ${frame.set} rows, as the file is called`);
  }
  const written = columns.filter(({ values }) => values.length > 0).map((column) =>
    frame.unit === "step" ? byOneWriter(column, notes) : column
  ).map((column) => lastRun({ ...column, name: withMeaning(shown(column.name)) }, notes)).map((column) =>
    from === undefined ? column : entriesAt(column, (place) => place >= from.at)
  );
  for (const { name, at } of written) refuseImpossible(name, at);
  const [begins] = columns.find(({ at }) => at.length > 0)?.at ?? [];
  if (from !== undefined && from.at > begins) {
    notes.push(
      `several phases: the last is read, ${from.phase} from ${frame.unit} ${from.at} on`,
    );
  }
  const chosen = namedAlike(frame.chosen);
  refuseTwice(chosen);
  for (const wanted of [chosen.train, chosen.validation, ...(chosen.metrics ?? []).map(({ name }) => name)]) {
    if (wanted !== undefined && !written.some(({ name }) => name === wanted)) {
      throw new TypeError(`no column ${wanted}; the file has ${listed(written.map(({ name }) => name))}`);
    }
  }
  const logged = written.flatMap((column): LoggedSeries[] => {
    const meaning = chosenMeaning(column.name, chosen) ?? meaningOf(column.name);
    return meaning === undefined ? [] : [evaluatedOnce({ ...column, ...meaning })];
  });
  const marked = withoutMinusOnes(logged),
    placed = withoutPlaceholder(marked.series),
    computed = onlyComputed(placed.series);
  const evaluated = onlyMeasured(computed.series, frame.unit);
  const whole = wholeEvaluations(evaluated.series, frame.unit),
    judged = rarelyEvaluated(whole.series, frame.besideLoss);
  // what is taken as of held-out rows may have been said again too
  const after = withoutAfterTraining(
    withDirections(
      withLikelihoods(judged.series.map(evaluatedOnce)),
      chosen.metrics?.map(({ name }) => name),
    ),
    leadingLoss(judged.series, "train"),
    frame.unit,
    frame.format,
  );
  // who names a column has chosen
  const plain = chosen.train === undefined && chosen.validation === undefined
    ? withoutPenalty(after.series)
    : { series: after.series, notes: [] };
  const series = [...plain.series];
  notes.push(
    ...after.notes,
    ...plain.notes,
    ...marked.notes,
    ...placed.notes,
    ...computed.notes,
    ...evaluated.notes,
    ...whole.notes,
    ...judged.notes,
  );
  series.filter(({ role, name }) => role === "learning rate" || isSquare(name)).forEach(refuseNegative);
  const kept = new Set(series.map(({ name }) => name));
  const worded = [...frame.words ?? []].filter(([name]) => isMeasure(meaningOf(name)?.role));
  const leftOut = [...written.map(({ name }) => name), ...worded.map(([name]) => shown(name))].filter((
    name,
  ) => name !== "" && !kept.has(name));
  const measure = series.find(({ role }) => isMeasure(role));
  if (measure === undefined) {
    const [word] = worded;
    if (word !== undefined) {
      throw new TypeError(`${shown(word[0])}: expected numbers, got ${excerpt(word[1])}`);
    }
    const found = written.map(({ name }) => name);
    refuseSettings(found);
    throw new TypeError(
      `no history of a training: no loss, metric or reward among its columns (${listed(found)})`,
    );
  }
  if (measuredNothing({ series, leftOut })) {
    notes.push("evaluations ran and measured nothing: no eval_loss, no metric");
  }
  const ofName = (name: string | undefined) => series.find((one) => one.name === name);
  const train = ofName(chosen.train) ?? leadingLoss(series, "train");
  // a test of what was trained is logged as of the epoch after the last (Lightning)
  const end = train?.at.at(-1) ?? NaN;
  series.forEach(({ split, at }, i) => {
    if (frame.unit === "epoch" && split === "test" && at.length === 1 && at[0] === end + 1) {
      series[i] = { ...series[i], at: [end] };
    }
  });
  const validation = ofName(chosen.validation) ?? leadingLoss(series, "validation", train);
  const test = leadingLoss(series, "test", train);
  const measured = series.find(({ role, split }) => role === "metric" && split !== "train") ?? validation ??
    test;
  const raw = columns.find(({ name }) => name === measured?.name);
  const read = written.find(({ name }) => name === measured?.name);
  const earlier = measured && raw && read && betterBefore(raw, { ...read, better: measured.better });
  if (earlier !== undefined) {
    notes.push(`one before it came to ${earlier.name} ${Number(earlier.value.toPrecision(4))}`);
  }
  const lostBefore = runsLostBefore(columns.find(({ name }) => name === train?.name));
  if (lostBefore > 0) notes.push(`${train?.name} was NaN or infinite in ${lostBefore} of those before it`);
  // a sum that leads is shown and judged as every other series is
  for (const sum of [test, validation, train]) {
    if (sum !== undefined && !series.includes(sum)) series.unshift(sum);
  }
  series.unshift(...meansOfFamilies(series), ...ofBoxesAndMasks(series));
  const heldOut = validation ?? test;
  const settled = objectiveSettled(written, series);
  if (settled !== undefined) {
    notes.push(
      `${settled.name} changes up to ${frame.unit} ${settled.at}: losses are compared from there on`,
    );
  }
  const axis = train ?? heldOut ?? series.find(({ role }) => role === "metric" || role === "reward") ??
    measure;
  const { at: places } = heldOut !== undefined && frame.unit === "epoch" && isLater(axis, heldOut)
    ? heldOut
    : axis;
  const at = isRising(places) ? places : [...new Set(places)];
  return {
    format: frame.format,
    unit: frame.unit,
    ...(frame.counted === undefined ? {} : { counted: frame.counted }),
    ...(frame.stepsDone === undefined || frame.unit !== "step" ? {} : { stepsDone: frame.stepsDone }),
    ...(frame.planned === undefined ? {} : { planned: frame.planned }),
    ...(frame.shifted === undefined ? {} : { shifted: frame.shifted }),
    at,
    ...(settled === undefined ? {} : { stageStarts: [at[0], settled.at] }),
    trainLoss: train === undefined ? [] : onAxis(at, train),
    ...(heldOut && {
      heldOutLoss: onAxis(at, heldOut),
      heldOutName: validation === undefined ? "test" as const : "validation" as const,
    }),
    ...optional("learningRate", at, leadingRate(series)),
    ...optional("gradientNorm", at, gradientNorm(series)),
    series,
    leftOut,
    ...(frame.bestCheckpoint === undefined ? {} : { bestCheckpoint: frame.bestCheckpoint }),
    ...(lostBefore === 0 ? {} : { lostBefore }),
    ...(earlier === undefined ? {} : { betterBefore: earlier }),
    settings: frame.settings ?? {},
    notes: toldOnce(notes),
  };
}

/** The column as one of two writers logged it, where both did. */
function byOneWriter(column: Column, notes: string[]): Column {
  const once = withoutSecondWriter(column);
  if (once === undefined) return column;
  // what measures nothing may stand several times below one step
  if (meaningOf(column.name) !== undefined) {
    notes.push("each step was logged more than once, by as many writers: read once");
  }
  return once;
}

/** The best that an earlier run of the same file came to, where the one that is read did not come to it. */
function betterBefore(
  written: Column,
  { values, better }: Pick<LoggedSeries, "values" | "better">,
): History["betterBefore"] {
  if (written.values.length <= values.length) return undefined;
  const best = (all: readonly number[]) =>
    all.reduce(
      (a, b) => Number.isFinite(b) && (better === "higher" ? b > a : b < a) ? b : a,
      better === "higher" ? -Infinity : Infinity,
    );
  const value = best(written.values.slice(0, written.values.length - values.length)), own = best(values);
  const isBetter = better === "higher" ? value > own : value < own;
  return isBetter ? { name: written.name, value, at: written.at[written.values.indexOf(value)] } : undefined;
}

/** How many of the earlier runs of the same file lost their numbers. */
function runsLostBefore(written: Column | undefined): number {
  const runs = written === undefined || isRising(written.at) ? [] : runsOf(written);
  return runs.slice(0, -1).filter(({ values }) => !values.every(Number.isFinite)).length;
}

/** Whether the role is that of a measure of training. */
function isMeasure(role: LoggedSeries["role"] | undefined): boolean {
  return role === "metric" || role === "reward" || role === "loss" || role === "loss term";
}

/** A word and a number: the name of a setting with its value. */
const SETTING = /^(.*[a-z])[ =:_-]*[-\d.]+(?:e-?\d+)?$/i;

/** Columns that are called by one setting and its values are several runs. */
function refuseSettings(names: readonly string[]): void {
  if (names.length < 2) return;
  const settings = new Set(names.map((name) => name.match(SETTING)?.[1]));
  if (settings.size !== 1 || settings.has(undefined)) return;
  throw new TypeError(
    `several runs in one table, a column for each value of a setting (${
      listed(names)
    }): name the one to read with --train`,
  );
}

function isByHand({ train, validation, metrics = [] }: Chosen = {}): boolean {
  return train !== undefined || validation !== undefined || metrics.length > 0;
}

/** Whether a training loss is told at some of the epochs of evaluations that began before it, as in the Trainer's table. */
function isLater({ at: own }: LoggedSeries, { at }: LoggedSeries): boolean {
  if (!(at[0] < own[0]) || !isRising(at)) return false;
  const evaluated = new Set(at);
  return own.every((place) => evaluated.has(place));
}

/** A column has one meaning. */
function refuseTwice({ train, validation, metrics = [] }: Chosen): void {
  const names = [train, validation, ...metrics.map(({ name }) => name)].filter((name) => name !== undefined);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) throw new TypeError(`column ${twice} cannot be two things at once`);
}

/** Some tools log a first check before the training as epoch -1; no training has more than MOST_STEPS steps. */
function refuseImpossible(name: string, at: readonly number[]): void {
  const wrong = impossibleIn(at);
  if (wrong !== undefined) throw new TypeError(`${name}: no training has an epoch or step ${wrong}`);
}

const MOST_STEPS = 1e13;

const impossibleIn = once((at: readonly number[]) =>
  at.find((place) => !(place >= -1 && place <= MOST_STEPS))
);

/** Whether a name is that of a mean of squares or of absolute values; some tools turn their sign to have more mean better. */
function isSquare(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => /^(r?mse|mae)$/.test(word)) &&
    !words.some((word) => /^neg(ative)?$/.test(word));
}

/** A gradient norm of -1 is how some tools say that it overflowed; a rate is never negative. */
function refuseNegative({ name, values }: LoggedSeries): void {
  const wrong = values.find((value) => value !== null && value < 0);
  if (wrong !== undefined) throw new TypeError(`${name} must be 0 or more (given: ${wrong})`);
}

function chosenMeaning(name: string, { train, validation, metrics = [] }: Chosen) {
  if (name === train) return { role: "loss", split: "train", better: "lower" } as const;
  if (name === validation) return { role: "loss", split: "validation", better: "lower" } as const;
  const metric = metrics.find((metric) => metric.name === name);
  return metric && { role: "metric", split: "validation", better: metric.better } as const;
}

/** What the name of a sum of terms begins with. */
const SUM = "sum of";

/** Loss terms that stand for the loss where no total is logged, best first. */
const STAND_IN = [
  /log_?loss|cross_?entropy|crossentropy|nll|deviance|loss/i,
  /mse|squared/i,
  /rmse|l2/i,
  /./,
];

/**
 * The loss of a split: the total, also one that is called otherwise; else the term that stands for it, or the sum of the terms where all are called losses
 * (those of adversaries and of policies are never summed).
 * The held-out one is measured as the training loss is, wherever both are there.
 */
function leadingLoss(
  series: readonly LoggedSeries[],
  split: LoggedSeries["split"],
  like?: LoggedSeries,
): LoggedSeries | undefined {
  const own = series.filter((s) => s.split === split);
  const totals = own.filter(({ role }) => role === "loss");
  if (totals.length > 0) return leadingTotal(totals);
  const terms = own.filter(({ role, values }) => role === "loss term" && values.length > 1);
  if (terms.length === 0) return undefined;
  const kind = (name: string) => name.split("/").at(-1)!;
  const same = like && terms.find(({ name }) => kind(name) === kind(like.name));
  if (same) return same;
  // beside one training loss, losses of held-out rows are several sets and no terms
  const sets = like?.role === "loss" && !like.name.startsWith(SUM)
    ? terms.filter(({ name }) => /loss/i.test(name))
    : [];
  if (sets.length > 0) return sets[0];
  const sums = withoutRepeats(
    terms.filter(({ name, at }) =>
      (/loss/i.test(name) && !/log_?loss/i.test(name) || isOfPredictingHead(name)) &&
      at.length === terms[0].at.length
    ),
  );
  const total = totalOf(sums);
  if (total !== undefined) return total;
  const isPlayed = series.some(({ role }) => role === "reward");
  // of one loss in several ways that is left which leads
  if (sums.length === 1 && terms.length > 1 && /loss/i.test(sums[0].name)) return sums[0];
  if (sums.length > 1 && !isPlayed && !sums.some(({ name }) => isNoError(name))) {
    return {
      ...sums[0],
      role: "loss",
      name: `${SUM} ${sums.length} ${split} losses`,
      values: sums[0].values.map((_, i) => sums.reduce((sum, { values }) => sum + values[i], 0)),
    };
  }
  return STAND_IN.map((p) => terms.find(({ name }) => p.test(name))).find((term) => term !== undefined);
}

/**
 * Entries of a series on another axis: the mean of what was logged from each place back to the one before it, `null` where
 * nothing was; what comes after the last place counts to that. No place of either comes before an earlier one.
 */
function onAxis(axis: readonly number[], { at, values }: LoggedSeries): Series {
  if (at === axis) return values;
  const sums = new Float64Array(axis.length), counts = new Uint32Array(axis.length);
  let index = 0;
  for (let i = 0; i < at.length; i++) {
    while (index + 1 < axis.length && axis[index] < at[i]) index++;
    sums[index] += values[i];
    counts[index]++;
  }
  return axis.map((_, i) => counts[i] === 0 ? null : sums[i] / counts[i]);
}

/** The norm of the whole gradient, where those of layers were logged beside it. */
function gradientNorm(series: readonly LoggedSeries[]): LoggedSeries | undefined {
  const norms = series.filter(({ role }) => role === "gradient norm");
  return norms.find(({ name }) => wordsOf(name).some((word) => /^(total|global)$/.test(word))) ?? norms[0];
}

function optional(name: "learningRate" | "gradientNorm", at: readonly number[], series?: LoggedSeries) {
  return series === undefined ? {} : { [name]: onAxis(at, series) };
}

/** The columns that the user named, called as they are shown. */
function namedAlike({ train, validation, metrics }: Chosen = {}): Chosen {
  const shown = (name: string | undefined) => name && withMeaning(name);
  return {
    train: shown(train),
    validation: shown(validation),
    metrics: metrics?.map((metric) => ({ ...metric, name: withMeaning(metric.name) })),
  };
}

/** A name that can be shown. */
function shown(name: string): string {
  return printable(name).slice(0, 200);
}

/** Share of rows that go back from which on a log is out of order: runs are resumed more rarely. */
const SHUFFLED = 0.25;

/**
 * Where a column starts anew another run was appended, where it goes back a little the run was resumed; one that goes back again
 * and again and to no place twice is out of order.
 */
function lastRun(column: Column, notes: string[]): Column {
  const { name, at, values } = column;
  if (isRising(at)) return column;
  const back = at.filter((place, i) => i > 0 && place < at[i - 1]).length;
  if (back > 1 && back >= SHUFFLED * at.length && new Set(at).size === at.length) {
    notes.push("the rows are not in their order: read by what they count");
    const order = at.map((_, i) => i).sort((a, b) => at[a] - at[b]);
    return { name, at: order.map((i) => at[i]), values: order.map((i) => values[i]) };
  }
  const runs = runsOf(column), last = runs[runs.length - 1];
  let kept = { at: [] as readonly number[], values: [] as readonly number[] };
  for (const piece of piecesOf(last)) {
    const [place] = piece.at, from = kept.at.findIndex((before) => before >= place);
    const again = from < 0 ? 0 : kept.at.length - from;
    const end = kept.at[kept.at.length - 1];
    // what has hardly begun to go over it again does not take its place
    if (piece.at.length <= GIVEN_UP * again && piece.at[piece.at.length - 1] < end) {
      notes.push(
        `resumed at ${place} after ${end}: read is the course up to there, the ${piece.at.length} logged since are left out`,
      );
      continue;
    }
    if (again > 0) notes.push(`resumed at ${place}: what was logged twice is read once, as it was last`);
    kept = {
      at: [...again > 0 ? kept.at.slice(0, from) : kept.at, ...piece.at],
      values: [...again > 0 ? kept.values.slice(0, from) : kept.values, ...piece.values],
    };
  }
  const givenUp = runs.filter((run) => run.at.length <= GIVEN_UP * last.at.length).length;
  if (runs.length - givenUp > 1) {
    notes.push(`${runs.length} runs in one file, or stages of one: the last is read`);
  } else if (givenUp > 0) notes.push(`begun anew at ${last.at[0]}: what was logged before is left out`);
  return { name, ...kept };
}

/** The pieces of a run that was resumed, each in its order. */
function piecesOf({ at, values }: Pick<Column, "at" | "values">): readonly Pick<Column, "at" | "values">[] {
  const starts = at.flatMap((place, i) => i === 0 || place < at[i - 1] ? [i] : []);
  return starts.map((from, i) => ({
    at: at.slice(from, starts[i + 1]),
    values: values.slice(from, starts[i + 1]),
  }));
}

/** Share of the last run's entries with which one before it was given up. */
const GIVEN_UP = 0.1;

/**
 * The runs of a column: one more wherever it starts anew. What says once more, at its end, what it began with (as some trackers do) is
 * none.
 */
function runsOf({ at, values }: Column): readonly Pick<Column, "at" | "values">[] {
  // a start that came to NaN in its first line and was begun again at the same place
  const afterFailedStarts = (from: number): number =>
    from > 0 && Number.isNaN(values[from]) && at[from + 1] === at[from] ? afterFailedStarts(from + 1) : from;
  const starts = at.flatMap((place, i) => i === 0 || place < at[i - 1] && place <= at[0] ? [i] : []);
  const runs = starts.map((start, i) => {
    const isLast = i === starts.length - 1, from = isLast ? afterFailedStarts(start) : start;
    return { at: at.slice(from, starts[i + 1]), values: values.slice(from, starts[i + 1]) };
  });
  return runs.filter((run, i) => {
    const before = runs[i - 1];
    return before === undefined || run.at.length >= before.at.length ||
      run.at.some((place, k) => place !== before.at[k] || run.values[k] !== before.values[k]);
  });
}

/** The first names of a list. */
export function listed(names: readonly string[]): string {
  const unique = [...new Set(names)];
  return unique.length === 0 ? "nothing" : unique.slice(0, 8).join(", ") + (unique.length > 8 ? ", ..." : "");
}
