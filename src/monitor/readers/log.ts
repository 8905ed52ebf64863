/**
 * From named columns, each on its own axis, to a {@linkcode History}: what each column means, and which losses lead.
 *
 * @module
 */
import { excerpt } from "../../boundary/mod.ts";
import { printable } from "../../text/mod.ts";
import { leadingRate } from "../logged.ts";
import type { History, LoggedSeries, Series } from "../records.ts";
import { entriesAt, isRising } from "../series.ts";
import { withoutAfterTraining, withoutFinalTest } from "./after_training.ts";
import { ofBoxesAndMasks } from "./boxes_and_masks.ts";
import { withBareSets } from "./bare_sets.ts";
import { withMeaning } from "./chinese.ts";
import { type Chosen, chosenMeaning, isByHand, namedAlike, refuseTwice } from "./chosen.ts";
import { isUnknown, meaningOf, wordsOf } from "./classify.ts";
import { withDirections } from "./direction.ts";
import { meansOfFamilies } from "./family.ts";
import { isSquare, refuseImpossible, refuseNegative, refuseSettings } from "./impossible.ts";
import { betterBefore, lastRun, runsLostBefore } from "./last_run.ts";
import { leadingLoss } from "./leading_loss.ts";
import { withLikelihoods } from "./likelihood.ts";
import { listed } from "./listed.ts";
import { ofSetNamed } from "./named_set.ts";
import { toldOnce } from "./notes.ts";
import { objectiveSettled } from "./objective.ts";
import { withoutPenalty } from "./penalised.ts";
import { wholeEvaluations } from "./per_batch.ts";
import { rarelyEvaluated } from "./rarely_evaluated.ts";
import { evaluatedOnce } from "./repeated.ts";
import { ofSetLetters } from "./set_letters.ts";
import { refuseLong } from "./size.ts";
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
  /** How the log that it was printed into breaks off. */
  readonly brokenOff?: History["brokenOff"];
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
  const marked = withoutMinusOnes(withBareSets(logged)),
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
  const isChosen = chosen.train !== undefined || chosen.validation !== undefined;
  const course = isChosen || chosen.metrics !== undefined
    ? { series: after.series, notes: [] }
    : withoutFinalTest(after.series);
  const plain = isChosen ? { series: course.series, notes: [] } : withoutPenalty(course.series);
  const series = [...plain.series];
  notes.push(
    ...after.notes,
    ...course.notes,
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
      `no history of a training: no loss, metric or reward among its columns (${listed(found)})${
        byHand(written)
      }`,
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

/** Entries of a column that changes with which it may be the course of something. */
const A_COURSE = 10;

/** How to say what a measure of an unknown name is, where a column may be one. */
function byHand(columns: readonly Column[]): string {
  const unknown = columns.find(({ name, values }) => isUnknown(name) && new Set(values).size >= A_COURSE);
  return unknown === undefined
    ? ""
    : `; if ${unknown.name} measures it: --metric ${unknown.name}:lower, or :higher, whichever is better`;
}

/** Whether the role is that of a measure of training. */
function isMeasure(role: LoggedSeries["role"] | undefined): boolean {
  return role === "metric" || role === "reward" || role === "loss" || role === "loss term";
}

/** Whether a training loss is told at some of the epochs of evaluations that began before it, as in the Trainer's table. */
function isLater({ at: own }: LoggedSeries, { at }: LoggedSeries): boolean {
  if (!(at[0] < own[0]) || !isRising(at)) return false;
  const evaluated = new Set(at);
  return own.every((place) => evaluated.has(place));
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

/** A name that can be shown. */
function shown(name: string): string {
  return printable(name).slice(0, 200);
}
