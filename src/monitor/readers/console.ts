/**
 * What trainers print: lines of names and numbers, as `loss: 0.3 - val_loss: 0.4`, `iter 10: loss 2.9, time 12ms` or a Python
 * dictionary.
 *
 * @module
 */
import type { History } from "../records.ts";
import { meaningOf } from "./classify.ts";
import { EPISODE, EPOCH, isHeldOut, isMeasure, LOGGED, OF_SO_MANY, rowOf } from "./console_line.ts";
import { countedAs, COUNTS } from "./counters.ts";
import { listed } from "./listed.ts";
import type { LogFrame } from "./log.ts";
import { NUMBER, withDecimalPoints } from "./numbers.ts";
import { stepsRunOn } from "./places.ts";
import { endsWithin, EPOCH_OF, PLANNED, STOPPED, withPlan } from "./planned_epochs.ts";
import { printedLines } from "./printed_lines.ts";
import { belowTheirEpoch, summedUp, withoutBars, withoutParts } from "./printed_rows.ts";
import { rewritten } from "./rewritten.ts";
import { historyFromRows, type Row } from "./rows.ts";
import { withoutSettings } from "./settings_above.ts";
import { COUNTED, linesOf } from "./telling_lines.ts";
import { countedRows, numbered } from "./uncounted_lines.ts";
import { batchIn, createValidation } from "./validation_lines.ts";

/** What pycocotools prints of an evaluation, under whichever trainer: what was found, and how well over all overlaps and sizes. */
const COCO_TYPE = /Evaluate annotation type \*(\w{1,20})\*/,
  COCO_AP = /Average Precision +\(AP\) @\[ IoU=0\.50:0\.95 \| area= +all \| maxDets=\d+ \] = (\d[\d.]*)/;

/** What trainers print when they go on from a checkpoint. */
const RESUMED = /^[^\w\n\r]*resum(?:ing|ed) (?:training )?from\b/gim;

/** The same where it is all that is printed of held-out rows, as `get best test loss 0.92`. */
const BEST_HELD_OUT = new RegExp(
  String.raw`\bbest\s+((?:val|valid|validation|test|dev|eval)[ _][a-z]\w{0,30})[\s:=]{1,4}(${NUMBER})`,
  "i",
);

/** The best of an evaluation of each epoch, told when all are over: what stands below it was measured once more. */
const BEST_EPOCH = /^\W*(?:the )?best epoch\b(?: is)?\W{0,5}\d/i;

/** Measures that may be. */
const MOST_ONCE_MORE = 2;

/** A line that says on which rows the lines below it were measured, as `evaluate:dev`. */
const EVALUATED = /\bevaluat\w*\W{1,3}(?:on )?(train|dev|val|valid|validation|test)(?: set)?\W*$/i;

/** The same of a heading that says nothing else, as `Validation:`, up to an empty line or one with a time: settings have such too. */
const HEADING =
  /^\W*(train|training|dev|val|valid|validation|eval|evaluation|test|testing)(?: (?:error|results?|metrics|set))?\W*$/i;

/** The same of a heading that counts the epochs of each, as ST-GCN's `Eval epoch: 4` or `Test on Epoch 4`. */
const HEADING_OF_EPOCH =
  /\b(train|training|val|valid|validation|eval|test|testing)(?:(?<=val)idat(?:ing|e)|(?<=eval)uat(?:ing|e))? (?:(?:on|at|of|after) )?epoch\W{0,3}\d+\W*$/i;

/** Whether training and evaluation have such headings by turns: then the lines below one are of its rows, whatever epoch they name. */
function arePhases(text: string): boolean {
  const headings = [...text.matchAll(new RegExp(HEADING_OF_EPOCH.source, "gim")).take(HEADINGS)];
  const trained = headings.filter(([, rows]) => rows.toLowerCase().startsWith("train"));
  return trained.length > 1 && headings.length - trained.length > 1;
}

/** Headings that are looked at. */
const HEADINGS = 20;

/** The same where it does not say which rows these are. */
const EVALUATION = /^\W*eval\w* (?:begin|start|performance)/i;

/** What tqdm writes: a share, a bar, so many of so many, and how long one takes, which is no measure. */
const BAR = /\d%\|[^|]{0,300}\| {0,20}[\d.]{1,20}\w?\/[\d.]+/;

/** What conlleval prints besides the line of all phrases: how many there are, and each type's own measures. */
const CONLLEVAL = /\bprocessed \d+ tokens with \d+ phrases;|\w: precision: +[\d.]+%; recall: +[\d.]+%; FB1: /;

/** A heading of one fold of a cross-validation, as `=== Fold 2/5 ===`. */
const FOLD = /^\W{0,40}(?:(?:cv|k)[ _-]?)?fold\W{0,3}(\d{1,3})\b/i;

/**
 * Reads the lines that hold a loss or a metric, each under the epoch or step that it, or a line before it, names.
 *
 * @throws {TypeError} one line that lists what was found, when none of it is a measure of training.
 */
export function historyFromConsole(written: string, frame: Partial<LogFrame> = {}): History {
  const text = withDecimalPoints(written);
  const printed: Row[] = [], passedOver = new Set<string>();
  const counters = new Set<string>();
  const bars = new Set<Row>(),
    placed = new Set<Row>(),
    closing = new Set<Row>(),
    evaluations: Row[][] = [],
    batches: Row[][] = [];
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
  const bestTold: number[] = [], isByPhases = arePhases(text);
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
      set = rows?.toLowerCase() ?? (named === undefined || isByPhases ? set : undefined);
    }
    const [, name, value] = last.match(BEST_HELD_OUT) ?? [];
    if (value !== undefined && epoch !== undefined && value !== best?.value) best = { name, value, epoch };
    if (printed.length === 0) planned = last.match(PLANNED)?.[1] ?? planned;
    const read = (set: string | undefined) => rowOf(last, counters, set);
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
    if (named !== undefined) closing.add(added);
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
  const course = belowTheirEpoch(printed.slice(0, printed.length - onceMore.length), closing);
  const all = withoutSettings(
    withoutBars(withoutParts(summedUp(course, evaluations, batches), placed), bars),
  );
  // an epoch that is named once, above steps, may be anything's; steps of so many in all are what the run counts itself
  const isBySteps = namings === 1 ||
    totals.size === 1 && stepsRunOn(all.map(({ epoch }) => epoch), all.map(({ step }) => step));
  const rows = isBySteps && all.every((row) => "step" in row) ? all.map(({ epoch: _, ...row }) => row) : all;
  const isCounted = rows.some((row) => "epoch" in row || "step" in row);
  const isEnded = STOPPED.test(text), resumed = text.match(RESUMED)?.length ?? 0;
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
      ...(frame.brokenOff === undefined && !isEnded ? endsWithin(place, firstPlace) : []),
      ...(resumed === 0 ? [] : [`training was resumed ${resumed === 1 ? "once" : `${resumed} times`}`]),
    ],
  });
  const counts = rows.flatMap(({ epoch }) => typeof epoch === "number" ? [epoch] : []);
  const isOneRun = counts.every((count, i) => i === 0 || count >= counts[i - 1]);
  // what each epoch is counted of is a plan that a callback may have ended silently, but where the log breaks off
  const [counted, ...others] = frame.brokenOff === undefined ? [] : epochsOf;
  const plan = planned ?? (others.length === 0 ? counted : undefined);
  return plan === undefined || !isOneRun || isEnded ? history : withPlan(history, Number(plan));
}

/** What was measured after the best epoch was told, once and at the end of all. */
function measuredOnceMore(rows: readonly Row[], bestTold: readonly number[]): readonly Row[] {
  const [from, ...others] = bestTold;
  const after = from === undefined || others.length > 0 ? [] : rows.slice(from);
  return after.length <= MOST_ONCE_MORE && rows.length > 2 * after.length ? after : [];
}

/** What all counting lines count by. */
function namedBy(counters: ReadonlySet<string>): Pick<LogFrame, "counted"> {
  const [counted, ...others] = new Set([...counters].map(countedAs));
  return counted === undefined || others.length > 0 ? {} : { counted };
}

/** Whether all that is measured is of held-out rows: a training loss beside it sums up more than a batch of these. */
function isOfEvaluation(names: readonly string[]): boolean {
  const measures = names.filter((name) => /loss|metric/.test(meaningOf(name)?.role ?? ""));
  return measures.length > 0 && measures.every(isHeldOut);
}
