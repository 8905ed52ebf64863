/**
 * What trainers print: lines of names and numbers, as `loss: 0.3 - val_loss: 0.4`, `iter 10: loss 2.9, time 12ms` or a Python
 * dictionary.
 *
 * @module
 */
import type { History } from "../records.ts";
import { brokenOff } from "./broken_off.ts";
import { HAN, withMeaning } from "./chinese.ts";
import { meaningOf, wordsOf } from "./classify.ts";
import { countedAs, COUNTS } from "./counters.ts";
import { type Chosen, listed, type LogFrame } from "./log.ts";
import { meanOf, NUMBER, numberIn } from "./numbers.ts";
import { stepsRunOn } from "./places.ts";
import { looksAtBar, printedLines } from "./printed_lines.ts";
import { summedUp, withoutBars, withoutParts } from "./printed_rows.ts";
import { historyFromRows, type Row } from "./rows.ts";
import { setsInLine } from "./sets_in_line.ts";
import { rewritten } from "./rewritten.ts";
import { batchIn, createValidation, markedSet } from "./validation_lines.ts";

/**
 * A name of one or two words, then its number, which the Trainer quotes as it does the name; JSON's double quotes are another
 * format's. All lengths have bounds, so that a line takes no longer than its own allows.
 */
const PAIR = new RegExp(
  String
    .raw`(?<![\w."${HAN}])'?([a-z_${HAN}][\w./@${HAN}-]{0,99}(?: [a-z][\w-]{0,99})?)'?\s{0,20}(?:[:=：]\s{0,20}'?|\s)(${NUMBER})(%|ms|s|dB)?(?![\w/"]|[.:]\d)`,
  "gi",
);
const LOSS = new RegExp(
  String.raw`(?:loss|reward|fitness|score|_return|损失)[\w./-]{0,40}'?\s{0,9}(?:[:=：]|\s)\s{0,9}'?${NUMBER}`,
  "i",
);
const EPOCH = /(?:(?<!\bbest[ _-]{1,3}|\/|\bper )\bepoch\b[^\d\n.]{0,12}|轮次\D{0,3}|第 ?(?=\d+ ?轮))(\d+)/i;
/** What CycleGAN and pix2pix write into loss_log.txt: their losses are called by network and kind alone. */
const CYCLEGAN = /^\(epoch: \d+, iters: \d+, [^)]*\)[ ,]*\w+: /;
/** ComboGAN, which writes into the same file, has a value of each of its networks behind a name. */
const SEVERAL = new RegExp(String.raw`(\w: )(${NUMBER}(?:, ${NUMBER}){1,40})(?= \|)`, "gi");
/** What pycocotools prints of an evaluation, under whichever trainer: what was found, and how well over all overlaps and sizes. */
const COCO_TYPE = /Evaluate annotation type \*(\w{1,20})\*/,
  COCO_AP = /Average Precision +\(AP\) @\[ IoU=0\.50:0\.95 \| area= +all \| maxDets=\d+ \] = (\d[\d.]*)/;
const EPISODE = /\bepisode\b(?!s?[ _](?:len|reward|return|score|time))[^\d\n]{0,12}(\d+)/i;
const SPLIT =
  /^\W*(?:epoch\W*\d+(?:\W*\/\W*\d+(?=\W*(?:dev|val|eval|test)))?\W*)?(train|dev|val|valid|validation|eval|evaluation|test|testing)\b/i;
/** Date, time and level of a logger before what is said. */
const LOGGED =
  /^(?:\W{0,9}(?:\d[\w:.,/-]{0,40}|[a-z][\w.]{0,40}(?= INFO)|(?:DEBUG|INFO|WARNING)(?::[\w.]{1,40}(?=:))?)(?=\W)){1,9}/;
const STEP = /^((global|train|training|val|valid|validation|test|eval)_)?(step|iter|iters|iteration)$/;
/** A step with its number. */
const COUNTED = /\b(?:step|iter|iteration)\b\W{1,5}\d/i;
/** How far an epoch, or a run without epochs, has come: `Step [10/1549]`, `iteration 10/ 500`. */
const OF_SO_MANY = /\b(step|iter|iteration|batch)\b\W{0,20}(\d{1,12})\s{0,9}\/\s{0,9}(\d{1,12})/i;
/** What trainers print when they go on from a checkpoint. */
const RESUMED = /^[^\w\n\r]*resum(?:ing|ed) (?:training )?from\b/gim;
/** Words that join a number to a sentence, as in "no better than 0.3 for 10 epochs": it names no measure. */
const SENTENCE = /(^| )(than|for|from|to|after)( |$)/i;
/** A verb joins a name to its number, as in "time is 3.2". */
const VERB = / (?:is|was|are|were|of)$/i;
/** What a number is called that says how good the best was so far, which can only get better, or how far values spread. */
const BEST = /\b(?:best(?:\s+[\w-]+){0,3}[\s'",]*|std )$/i;
/** The same where it is all that is printed of held-out rows, as `get best test loss 0.92`. */
const BEST_HELD_OUT = new RegExp(
  String.raw`\bbest\s+((?:val|valid|validation|test|dev|eval)[ _][a-z]\w{0,30})[\s:=]{1,4}(${NUMBER})`,
  "i",
);
/** The best of an evaluation of each epoch, told when all are over: what stands below it was measured once more. */
const BEST_EPOCH = /^\W*(?:the )?best epoch\b(?: is)?\W{0,5}\d/i;
/** Measures that may be. */
const MOST_ONCE_MORE = 2;
/** Characters before a name that are looked at for it. */
const BEFORE = 60;
/** A line that says on which rows the lines below it were measured, as `evaluate:dev`. */
const EVALUATED = /\bevaluat\w*\W{1,3}(?:on )?(train|dev|val|valid|validation|test)(?: set)?\W*$/i;
/** The same of a heading that says nothing else, as `Validation:`, up to an empty line or one with a time: settings have such too. */
const HEADING =
  /^\W*(train|training|dev|val|valid|validation|eval|evaluation|test|testing)(?: (?:error|results?|metrics|set))?\W*$/i;
/** The same of a heading that counts the epochs of each, as ST-GCN's `Eval epoch: 4` or `Test on Epoch 4`. */
const HEADING_OF_EPOCH =
  /\b(train|training|val|valid|validation|eval|test|testing) (?:(?:on|at|of|after) )?epoch\W{0,3}\d+\W*$/i;
/** The same where it does not say which rows these are. */
const EVALUATION = /^\W*eval\w* (?:begin|start|performance)/i;
/** What tqdm writes: a share, a bar, so many of so many, and how long one takes, which is no measure. */
const BAR = /\d%\|[^|]{0,300}\| {0,20}[\d.]{1,20}\w?\/[\d.]+/;
/** What conlleval prints besides the line of all phrases: how many there are, and each type's own measures. */
const CONLLEVAL = /\bprocessed \d+ tokens with \d+ phrases;|\w: precision: +[\d.]+%; recall: +[\d.]+%; FB1: /;
/** A line that begins with nothing but its number in brackets, or with that of so many. */
const COUNT = /^\s*\[\s*(\d+)\s*(?:\/\s*\d+\s*)?\]/;

/** How many epochs are planned, among the settings above the first measure: `Total Epoch:300`, `--n_epoch=100`, `epochs=50`. */
const PLANNED =
  /\b(?:(?:total|max|num|n|number of)[ _-]?epochs?|epochs)\b['"]?\s{0,9}[:=]\s{0,9}(\d{1,6})\b/i;
/** The same in the line of each epoch: `[epoch:3/200]`. */
const EPOCH_OF = /\bepoch\b\W{0,9}(\d{1,6})\s{0,3}\/\s{0,3}(\d{1,6})\b/i;
/** What says that a training came to its end, or that a callback may have ended it. */
const STOPPED =
  /early[ _-]?stop|patience|no improvement|stopping training|(?:training|finished) (?:is )?(?:complete|finished|done|training)/i;

/** What llm.c writes: a step, and the loss of training or test rows. */
const LLMC = /^s:\d+ (?=t[re]l:[-\dni]|eval:[\dn])/;
const LLMC_NAMES: Readonly<Record<string, string>> = {
  s: "step",
  trl: "train_loss",
  tel: "val_loss",
  eval: "val_accuracy",
  norm: "grad_norm",
};

/** A heading of one fold of a cross-validation, as `=== Fold 2/5 ===`. */
const FOLD = /^\W{0,40}(?:(?:cv|k)[ _-]?)?fold\W{0,3}(\d{1,3})\b/i;

/** Lines whose first number goes up by one from each to the next, from which that is no chance. */
const COUNTED_LINES = 5;

/** Lines, and characters of a line, that are looked at to tell what a file is. */
const LINES = 5000, CHARACTERS = 1000;

/** Whether the text is what a trainer printed: at least two of its lines give a loss, a reward or a score, or place a measure. */
export function looksPrinted(text: string): boolean {
  return linesOf(beginningOf(text), LINES) !== undefined;
}

/** The lines that are looked at. */
function beginningOf(text: string): string {
  let end = -1;
  for (let line = 0; line < LINES; line++) {
    end = text.indexOf("\n", end + 1);
    if (end < 0) break;
  }
  return text.slice(0, Math.min(LINES * CHARACTERS, end < 0 ? text.length : end));
}

/** The lines of a text, at most so many that they tell; `undefined` where fewer than two hold a measure. */
function linesOf(text: string, most = Infinity): Iterable<string> | undefined {
  for (const lines of [printedLines, ...(text.includes("%|") ? [looksAtBar] : [])]) {
    let told = 0, count = 0;
    for (const line of lines(text)) {
      if (isTelling(rewritten(line.slice(0, CHARACTERS))) && ++told === 2) return lines(text);
      if (++count === most) break;
    }
  }
  return undefined;
}

function isTelling(line: string): boolean {
  if ([LOSS, LLMC, CYCLEGAN].some((one) => one.test(line))) return true;
  const isPlaced = [EPOCH, COUNTED, OF_SO_MANY, COUNTS].some((one) => one.test(line));
  return isPlaced && Object.keys(rowOf(line, new Set(), undefined)).some((name) => isMeasure(name));
}

/**
 * Reads the lines that hold a loss or a metric, each under the epoch or step that it, or a line before it, names.
 *
 * @throws {TypeError} one line that lists what was found, when none of it is a measure of training.
 */
export function historyFromConsole(text: string, frame: Partial<LogFrame> = {}): History {
  const printed: Row[] = [], passedOver = new Set<string>();
  const counters = new Set<string>();
  const bars = new Set<Row>(), placed = new Set<Row>(), evaluations: Row[][] = [], batches: Row[][] = [];
  const isOfValidation = createValidation();
  const totals = new Set<string>(), epochsOf = new Set<string>();
  const isOtherwise = ![EPOCH, COUNTED, OF_SO_MANY, EPISODE].some((one) => one.test(text));
  let epoch: number | undefined,
    step: number | undefined,
    set: string | undefined,
    isBelowHeading = false,
    namings = 0,
    found = "bbox",
    fold: number | undefined,
    planned: string | undefined,
    place: RegExpMatchArray | undefined,
    firstPlace: RegExpMatchArray | undefined;
  const bestTold: number[] = [];
  let best: { readonly name: string; readonly value: string; readonly epoch: number } | undefined;
  for (const line of linesOf(text) ?? printedLines(text)) {
    found = line.match(COCO_TYPE)?.[1] ?? found;
    const last = rewritten(line).replace(COCO_AP, (_, precision) => `val ${found}/AP: ${precision}`);
    if (CONLLEVAL.test(last)) continue;
    if (BEST_EPOCH.test(last.replace(LOGGED, ""))) {
      bestTold.push(printed.length);
      continue;
    }
    const epochOf = last.match(EPOCH_OF);
    place = epochOf ?? place;
    firstPlace ??= place;
    const named = last.match(EPOCH)?.[1];
    if (named !== undefined) [epoch, namings] = [Number(named), namings + 1];
    if (EVALUATION.test(last)) {
      evaluations.push([]);
      set = "eval";
    } else {
      if (isBelowHeading && (last.trim() === "" || LOGGED.test(last)) && !BAR.test(last)) set = undefined;
      const heading = last.match(HEADING)?.[1],
        rows = (last.match(EVALUATED) ?? last.match(HEADING_OF_EPOCH))?.[1] ?? heading;
      isBelowHeading = heading !== undefined || isBelowHeading && set !== undefined && rows === undefined;
      set = rows?.toLowerCase() ?? (named === undefined ? set : undefined);
    }
    const [, name, value] = last.match(BEST_HELD_OUT) ?? [];
    if (value !== undefined && epoch !== undefined && value !== best?.value) best = { name, value, epoch };
    if (printed.length === 0) planned = last.match(PLANNED)?.[1] ?? planned;
    const read = (set: string | undefined) =>
      rowOf(CYCLEGAN.test(last) ? last.replace(SEVERAL, meanOfAll) : last, counters, set);
    const unmarked = read(set);
    const isOfBatch = (set ?? "train").startsWith("train") &&
      isOfValidation(last, Object.keys(unmarked).some((name) => isMeasure(name, frame.chosen)));
    const row: Record<string, unknown> = isOfBatch ? read("val") : unmarked;
    const [, counter, counted] = isOtherwise ? last.match(COUNTS) ?? [] : [];
    if (counter !== undefined) {
      row.step = Number(counted);
      counters.add(counter.toLowerCase());
    }
    const total = last.match(OF_SO_MANY)?.[3];
    if (total !== undefined) totals.add(total);
    if (epochOf !== null) epochsOf.add(epochOf[2]);
    if (typeof row.step === "number") step = row.step;
    // numbers in prose stand beside no measure
    const names = Object.keys(row);
    if (!names.some((name) => isMeasure(name, frame.chosen))) {
      const heading = last.match(FOLD)?.[1];
      if (heading !== undefined) fold = Number(heading);
      if (passedOver.size < 20) names.forEach((name) => passedOver.add(name));
      continue;
    }
    // a line without a number of its own belongs to the one above it
    printed.push({
      ...(epoch === undefined ? {} : { epoch }),
      ...(step === undefined || "epoch" in row ? {} : { step }),
      ...(fold === undefined ? {} : { fold }),
      ...row,
    });
    const added = printed[printed.length - 1];
    // the batches of one evaluation follow one another
    if (isOfEvaluation(names) && batchIn(last) !== undefined) {
      const before = batches.at(-1), above = printed[printed.length - 2];
      const goesOn = before !== undefined && before.at(-1) === above && above.epoch === added.epoch &&
        names.every((name) => name in above);
      if (goesOn) before.push(added);
      else batches.push([added]);
    }
    if ("step" in row) placed.add(added);
    if (BAR.test(last)) bars.add(added);
    if (set === "eval") evaluations.at(-1)?.push(added);
  }
  if (printed.length === 0) {
    throw new TypeError(
      `no history of a training: no loss, metric or reward among its numbers (${listed([...passedOver])})`,
    );
  }
  const onceMore = measuredOnceMore(printed, bestTold);
  const course = printed.slice(0, printed.length - onceMore.length);
  const all = withoutSettings(
    withoutBars(withoutParts(summedUp(course, evaluations, batches), placed), bars),
  );
  // an epoch that is named once, above steps, may be anything's; steps of so many in all are what the run counts itself
  const isBySteps = namings === 1 ||
    totals.size === 1 && stepsRunOn(all.map(({ epoch }) => epoch), all.map(({ step }) => step));
  const rows = isBySteps && all.every((row) => "step" in row) ? all.map(({ epoch: _, ...row }) => row) : all;
  const isCounted = rows.some((row) => "epoch" in row || "step" in row);
  const resumed = text.match(RESUMED)?.length ?? 0;
  const places = isCounted ? undefined : countedRows(rows);
  const history = historyFromRows(isCounted ? rows : places ?? numbered(rows), {
    ...frame,
    ...namedBy(counters),
    format: "console log",
    ...(best === undefined || rows.some((row) => Object.keys(row).some(isHeldOut)) ? {} : {
      bestCheckpoint: `epoch ${best.epoch} (best ${best.name} ${best.value}, as the log says)`,
    }),
    notes: [
      ...frame.notes ?? [],
      ...(isCounted || places !== undefined
        ? []
        : ["it counts neither epochs nor steps: a step here is a line of each kind"]),
      ...(onceMore.length === 0
        ? []
        : ["what follows the line of the best epoch was measured once more, and is left out"]),
      ...endsWithin(place, firstPlace, text),
      ...(resumed === 0 ? [] : [`training was resumed ${resumed === 1 ? "once" : `${resumed} times`}`]),
    ],
  });
  const counts = rows.flatMap(({ epoch }) => typeof epoch === "number" ? [epoch] : []);
  const isOneRun = counts.every((count, i) => i === 0 || count >= counts[i - 1]);
  // what each epoch is counted of is a plan that a callback may have ended silently, but where the log breaks off
  const [counted, ...others] = brokenOff(text) === undefined ? [] : epochsOf;
  const plan = planned ?? (others.length === 0 ? counted : undefined);
  return plan === undefined || !isOneRun || STOPPED.test(text) ? history : withPlan(history, Number(plan));
}

/** What was measured after the best epoch was told, once and at the end of all. */
function measuredOnceMore(rows: readonly Row[], bestTold: readonly number[]): readonly Row[] {
  const [from, ...others] = bestTold;
  const after = from === undefined || others.length > 0 ? [] : rows.slice(from);
  return after.length <= MOST_ONCE_MORE && rows.length > 2 * after.length ? after : [];
}

/** Where a log ends before the last of its epochs, and does not say why. */
function endsWithin(
  last: RegExpMatchArray | undefined,
  first: RegExpMatchArray | undefined,
  text: string,
): readonly string[] {
  if (last === undefined || STOPPED.test(text) || brokenOff(text) !== undefined) return [];
  const epoch = Number(last[1]) + (Number(first?.[1]) === 0 ? 1 : 0), of = Number(last[2]);
  return epoch < of ? [`the log ends in epoch ${epoch} of ${of}`] : [];
}

/** With the plan, where it names more epochs than were done: those up to the next that would be logged may have been. */
function withPlan(history: History, of: number): History {
  const [first = 0, ...rest] = history.at ?? [], last = rest.at(-1) ?? first;
  const done = first === 0 ? last + 1 : last, every = last - (rest.at(-2) ?? first);
  return history.unit === "epoch" && done + Math.max(1, every) <= of
    ? { ...history, planned: { done, of } }
    : history;
}

function meanOfAll(_: string, name: string, values: string): string {
  return name + meanOf(values);
}

function isMeasure(name: string, { train, validation, metrics = [] }: Chosen = {}): boolean {
  if (name === "epoch" || name === "step") return false;
  return [train, validation, ...metrics.map((metric) => metric.name)].includes(name) ||
    meaningOf(name) !== undefined;
}

/** What is printed before the first epoch, or the first line of a kind that comes again, and never after it are settings. */
function withoutSettings(rows: readonly Row[]): readonly Row[] {
  const count = new Map<string, number>();
  for (const name of rows.flatMap((row) => Object.keys(row))) count.set(name, (count.get(name) ?? 0) + 1);
  const counted = rows.findIndex((row) => "epoch" in row || "step" in row);
  const most = Math.max(...[...count].map(([name, times]) => isPlace(name) ? 0 : times));
  // what is logged most begins with the training; a setting may be called as a counter is
  const logged = rows.findIndex((row) =>
    Object.keys(row).some((name) => !isPlace(name) && count.get(name) === most)
  );
  // an estimate before the first update is placed and holds a loss
  const estimated = rows.findIndex((row) =>
    Object.keys(row).some(isPlace) && Object.keys(row).some((name) => /loss/i.test(name) && isMeasure(name))
  );
  const begins = most > 1 ? Math.max(logged, counted) : counted;
  const from = estimated >= 0 ? Math.min(estimated, begins) : begins;
  if (from <= 0) return rows;
  const measured = new Set(rows.slice(from).flatMap((row) => Object.keys(row)));
  // a rate that is set and never logged is known, if it is the only one
  const rates = [...count.keys()].filter((name) => meaningOf(name)?.role === "learning rate");
  if (rates.length === 1) measured.add(rates[0]);
  const before = rows.slice(0, from).map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => measured.has(name)))
  );
  return [...before.filter((row) => !Object.keys(row).every(isPlace)), ...rows.slice(from)];
}

function isPlace(name: string): boolean {
  return name === "epoch" || name === "step";
}

/** The lines under the number that one name has in all of them, if it goes up by one from each to the next: that counts, whatever it is called. */
function countedRows(rows: readonly Row[]): readonly Row[] | undefined {
  const [name] = Object.keys(rows[0]).filter((name) =>
    rows.length >= COUNTED_LINES &&
    rows.every((row, i) =>
      Number.isInteger(row[name]) && (i === 0 || Number(row[name]) - Number(rows[i - 1][name]) === 1)
    )
  );
  if (name === undefined) return undefined;
  return rows.map(({ [name]: step, ...row }) => ({ step, ...row }));
}

/** Each line numbered among those of its kind, so that training and validation rows that take turns stand side by side. */
function numbered(rows: readonly Row[]): readonly Row[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const names = Object.keys(row);
    for (const name of names) seen.set(name, (seen.get(name) ?? 0) + 1);
    return { step: Math.max(...names.map((name) => seen.get(name)!)), ...row };
  });
}

/** What all counting lines count by. */
function namedBy(counters: ReadonlySet<string>): Pick<LogFrame, "counted"> {
  const [counted, ...others] = new Set([...counters].map(countedAs));
  return counted === undefined || others.length > 0 ? {} : { counted };
}

function rowOf(line: string, counters: Set<string>, set: string | undefined): Row {
  const row: Record<string, number> = {};
  const begins = line.replace(LOGGED, "").match(SPLIT)?.[1].toLowerCase() ?? markedSet(line) ?? set;
  const isLlmc = LLMC.test(line), count = line.match(COUNT)?.[1];
  const episode = line.match(EPISODE)?.[1];
  const [, counter = "", place] = line.match(OF_SO_MANY) ?? [];
  if (count !== undefined) row.step = Number(count);
  // batches are counted anew each epoch
  if (place !== undefined && (!/batch/i.test(counter) || EPOCH.test(line))) {
    row.step = Number(place);
    counters.add(counter.toLowerCase());
  }
  if (episode !== undefined) row.step = Number(episode);
  if (episode !== undefined) counters.add("episode");
  const pairs = [...line.matchAll(PAIR)];
  // a line that names rows before each loss says none of what names no rows
  const split = begins?.startsWith("train") && pairs.some(({ 1: name }) => isHeldOut(name))
    ? undefined
    : begins;
  /** The rows of what is left bare once the line says the same measure again: `train loss 0.5, loss 0.7, accuracy 0.8`. */
  let others: string | undefined;
  const sets = setsInLine(line, pairs.map(({ 1: name, index }) => ({ name, index })));
  for (const [i, { 1: written, 2: number, 3: unit, index }] of pairs.entries()) {
    const phrase = written.replace(VERB, "");
    if (SENTENCE.test(written) || BEST.test(line.slice(Math.max(0, index - BEFORE), index))) continue;
    const name = isLlmc && Object.hasOwn(LLMC_NAMES, written) ? LLMC_NAMES[written] : withMeaning(phrase);
    // seconds of learning are no loss
    if (unit?.endsWith("s") && meaningOf(name)?.role !== "time") continue;
    const words = wordsOf(name), plain = words.join("_");
    // how far the rows of a set have come
    if (unit === "%" && words.every(isSplit)) continue;
    if (STEP.test(plain)) {
      row.step = Number(number);
      counters.add(plain);
    } else if (plain === "episode" || /(^|_)time_(epoch|batch)$/.test(plain)) continue;
    else if (/(^|_)epoch$/.test(plain)) row.epoch = Number(number);
    else {
      if (split?.startsWith("train") && row[`${split} ${name}`] !== undefined) others = "val";
      const own = sets[i] ?? others ?? split;
      row[own === undefined || words.some(isSplit) ? name : `${own} ${name}`] = numberIn(number);
    }
  }
  return row;
}

function isHeldOut(name: string): boolean {
  const split = meaningOf(name)?.split;
  return split !== undefined && split !== "train";
}

/** Whether all that is measured is of held-out rows: a training loss beside it sums up more than a batch of these. */
function isOfEvaluation(names: readonly string[]): boolean {
  const measures = names.filter((name) => /loss|metric/.test(meaningOf(name)?.role ?? ""));
  return measures.length > 0 && measures.every(isHeldOut);
}

function isSplit(word: string): boolean {
  return /^(train|training|dev|val|vali|valid|validation|eval|evaluation|test|testing)$/.test(word);
}
