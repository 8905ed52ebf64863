/**
 * What one printed line says: numbers by their names, the rows that these were measured on, and the place that it counts.
 *
 * @module
 */
import { HAN, withMeaning } from "./chinese.ts";
import type { Chosen } from "./chosen.ts";
import { meaningOf, wordsOf } from "./classify.ts";
import { meanOf, NUMBER, numberIn } from "./numbers.ts";
import type { Row } from "./rows.ts";
import { setsInLine } from "./sets_in_line.ts";
import { markedSet } from "./validation_lines.ts";

/**
 * A name of one or two words, then its number, which the Trainer quotes as it does the name; JSON's double quotes are another
 * format's. All lengths have bounds, so that a line takes no longer than its own allows.
 */
const PAIR = new RegExp(
  String
    .raw`(?<![\w."${HAN}])'?([a-z_${HAN}][\w./@${HAN}-]{0,99}(?: [a-z][\w-]{0,99})?)'?\s{0,20}(?:[:=：]\s{0,20}'?|\s)(${NUMBER})(%|ms|s|dB)?(?![\w/"]|[.:]\d)`,
  "gi",
);

export const EPOCH =
  /(?:(?<!\bbest[ _-]{1,3}|\/|\bper )\bepoch\b(?!\W{1,3}(?:time|duration|took)\b)[^\d\n.]{0,12}|轮次\D{0,3}|第 ?(?=\d+ ?轮))(\d+)/i;

export const EPISODE = /\bepisode\b(?!s?[ _](?:len|reward|return|score|time))[^\d\n]{0,12}(\d+)/i;

const STEP = /^((global|train|training|val|valid|validation|test|eval)_)?(step|iter|iters|iteration)$/;

/** How far an epoch, or a run without epochs, has come: `Step [10/1549]`, `iteration 10/ 500`. */
export const OF_SO_MANY = /\b(step|iter|iteration|batch)\b\W{0,20}(\d{1,12})\s{0,9}\/\s{0,9}(\d{1,12})/i;

/** A line that begins with nothing but its number in brackets, or with that of so many. */
const COUNT = /^\s*\[\s*(\d+)\s*(?:\/\s*\d+\s*)?\]/;

const SPLIT =
  /^\W*(?:epoch\W*\d+(?:\W*\/\W*\d+(?=\W*(?:dev|val|eval|test)))?\W*)?(train|dev|val|valid|validation|eval|evaluation|test|testing)\b/i;

/** Date, time and level of a logger before what is said. */
export const LOGGED =
  /^(?:\W{0,9}(?:\d[\w:.,/-]{0,40}|[a-z][\w.]{0,40}(?= INFO)|(?:DEBUG|INFO|WARNING)(?::[\w.]{1,40}(?=:))?)(?=\W)){1,9}/;

/** Words that join a number to a sentence, as in "no better than 0.3 for 10 epochs": it names no measure. */
const SENTENCE = /(^| )(than|for|from|to|after)( |$)/i;

/** A verb joins a name to its number, as in "time is 3.2". */
const VERB = / (?:is|was|are|were|of)$/i;

/** What a number is called that says how good the best was so far, which can only get better, or how far values spread. */
const BEST = /\b(?:best(?:\s+[\w-]+){0,3}[\s'",]*|std )$/i;

/** Characters before a name that are looked at for it. */
const BEFORE = 60;

/** What CycleGAN and pix2pix write into loss_log.txt: their losses are called by network and kind alone. */
export const CYCLEGAN = /^\(epoch: \d+, iters: \d+, [^)]*\)[ ,]*\w+: /;

/** ComboGAN, which writes into the same file, has a value of each of its networks behind a name. */
const SEVERAL = new RegExp(String.raw`(\w: )(${NUMBER}(?:, ${NUMBER}){1,40})(?= \|)`, "gi");

/** What llm.c writes: a step, and the loss of training or test rows. */
export const LLMC = /^s:\d+ (?=t[re]l:[-\dni]|eval:[\dn])/;

const LLMC_NAMES: Readonly<Record<string, string>> = {
  s: "step",
  trl: "train_loss",
  tel: "val_loss",
  eval: "val_accuracy",
  norm: "grad_norm",
};

/**
 * The numbers of a line, each by the name of its measure and of its rows, with the epoch and step that it counts.
 *
 * @param counters takes in what the line counts its steps by
 * @param set the rows that lines above say, where this one says none
 */
export function rowOf(printed: string, counters: Set<string>, set: string | undefined): Row {
  const row: Record<string, number> = {};
  const line = CYCLEGAN.test(printed) ? printed.replace(SEVERAL, meanOfAll) : printed;
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

function meanOfAll(_: string, name: string, values: string): string {
  return name + meanOf(values);
}

function isSplit(word: string): boolean {
  return /^(train|training|dev|val|vali|valid|validation|eval|evaluation|test|testing)$/.test(word);
}

export function isMeasure(name: string, { train, validation, metrics = [] }: Chosen = {}): boolean {
  if (name === "epoch" || name === "step") return false;
  return [train, validation, ...metrics.map((metric) => metric.name)].includes(name) ||
    meaningOf(name) !== undefined;
}

export function isPlace(name: string): boolean {
  return name === "epoch" || name === "step";
}

export function isHeldOut(name: string): boolean {
  const split = meaningOf(name)?.split;
  return split !== undefined && split !== "train";
}
