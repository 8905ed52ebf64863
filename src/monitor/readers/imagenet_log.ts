/**
 * What PyTorch's ImageNet example, torchvision's references and timm print: a line every so many batches, each measure with its mean
 * over the epoch so far in brackets, and the result of an evaluation behind a star. Source: `ProgressMeter` in
 * `examples/imagenet/main.py`, `MetricLogger` in `vision/references/classification/utils.py`, timm's `train.py`.
 *
 * @module
 */
import type { History } from "../records.ts";
import type { LogFrame } from "./log.ts";
import { numberIn } from "./numbers.ts";
import { historyFromRows, type Row } from "./rows.ts";

const TRAINING = /^(?:Epoch: \[(?=\d+\])|Train: (?=\d+ ))(\d+)\]?\s*\[\s*(\d+)\/(\d+)(?:\]| \()/;
const EVALUATION = /^Test(?: \(EMA\))?:\s+\[\s*\d+\/\d+\]/;
/** timm tests the rows that it validates on. */
const TIMM = /^Train: \d+ \[/m;
/** What an evaluation came to over all its batches, of which the lines above may show the first alone. */
const SUMMARY = /^\s*\*+\s+[A-Za-z][\w@]*:?\s+-?\d/;
/** What says that the evaluation below it is of test rows. */
const TEST_SET = /\btest(?:ing)? (?:set|data|dataset|rows)\b/i;
const NUMBER = String.raw`-?(?:\d+(?:\.\d*)?(?:e[-+]?\d+)?|nan|inf)`;
/** A measure of the last batch, and its mean so far. */
const MEAN = new RegExp(String.raw`([A-Za-z][\w@]*):?\s+${NUMBER}\s+\(\s*(${NUMBER})\)`, "gi");
const RESULT = new RegExp(String.raw`([A-Za-z][\w@]*):?\s+(${NUMBER})(?=\s|$)`, "gi");
/** Seconds of a batch say nothing of a training. */
const SECONDS = /^(time|data)$/i;

/** Lines that are looked at to tell what a file is. */
const LINES = 2000;

/** Whether a line gives an epoch, a batch of so many, and a measure with its mean. */
export function looksLikeImageNet(text: string): boolean {
  return text.split("\n", LINES).some((line) => TRAINING.test(line) && /\d \(\s*[\d.e+-]+\)/.test(line));
}

/**
 * Reads one entry an epoch: the mean over its batches, and what its evaluation came to. An epoch that had not come to its usual
 * last batch when the log ended is left out.
 *
 * @throws {TypeError} one line that lists what was found, when none of it is a measure of training.
 */
export function historyFromImageNet(text: string, frame: Partial<LogFrame> = {}): History {
  const epochs = new Map<number, Record<string, number>>();
  // the example calls the rows that it validates on a test; where others are tested in the end, these were held back until then
  const isTimm = TIMM.test(text);
  const held = isTimm || text.search(TEST_SET) > text.lastIndexOf("Epoch: [") ? "val" : "test";
  let epoch = 0, batch = { at: 0, of: 0 }, usual = 0, set = held;
  for (const line of text.split("\n")) {
    const short = line.slice(0, 1000), training = short.match(TRAINING);
    if (TEST_SET.test(short)) set = "test";
    if (training !== null) {
      set = held;
      epoch = Number(training[1]);
      batch = { at: Number(training[2]), of: Number(training[3]) };
      usual = Math.max(usual, batch.at);
    }
    const row = epochs.getOrInsertComputed(epoch, (): Record<string, number> => ({ epoch }));
    const isTest = EVALUATION.test(short);
    const measures = training !== null || isTest
      ? short.matchAll(MEAN)
      : SUMMARY.test(short)
      ? short.matchAll(RESULT)
      : [];
    for (const [, name, number] of measures) {
      if (!SECONDS.test(name)) {
        row[training === null ? measureOf(row, `${set} ${name}`) : name] = numberIn(number);
      }
    }
  }
  const isBegun = epochs.size > 1 && batch.at < usual;
  if (isBegun) epochs.delete(epoch);
  const rows: readonly Row[] = [...epochs.values()];
  return historyFromRows(rows, {
    ...frame,
    format: isTimm ? "timm log" : "PyTorch ImageNet log",
    notes: [
      ...frame.notes ?? [],
      ...(isBegun
        ? [`the log ends at batch ${batch.at} of ${batch.of} of another epoch, which is left out`]
        : []),
    ],
  });
}

/** What a measure was called by so far: the result may write in capitals what the batches do not. */
function measureOf(row: Readonly<Record<string, number>>, name: string): string {
  return Object.keys(row).find((known) => known.toLowerCase() === name.toLowerCase()) ?? name;
}
