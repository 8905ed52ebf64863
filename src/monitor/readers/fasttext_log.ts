/**
 * What `fasttext supervised` and its kin print while they train: how far they are, the rate, and the mean of the loss so far, which lags
 * behind. Source: `FastText::progressInfo` in `src/fasttext.cc`.
 *
 * @module
 */
import type { History } from "../records.ts";
import type { LogFrame } from "./log.ts";
import { numberIn } from "./numbers.ts";
import { historyFromRows, type Row } from "./rows.ts";

const LINE =
  /Progress:\s{0,5}([\d.]{1,8})%\s{1,4}words\/sec\/thread:\s{0,12}\d+\s{1,4}lr:\s{0,12}([\d.]{1,20})\s{1,4}(?:avg\.)?loss:\s{0,12}([\d.naif-]{1,20})/g;
/** What `fasttext test` prints below. */
const TESTED = /^([PR]@\d{1,3})\s{1,20}([\d.]{1,10})\s*$/gm;

/** Whether such a line stands in the beginning of the text. */
export function looksLikeFastText(text: string): boolean {
  return text.slice(0, 100_000).match(LINE) !== null;
}

/** Reads a place in the training a line, in per cent. */
export function historyFromFastText(text: string, frame: Partial<LogFrame> = {}): History {
  const rows = [...text.matchAll(LINE)].map(([, done, lr, loss]): Row => ({
    step: Number(done),
    lr: Number(lr),
    avg_loss: numberIn(loss),
  }));
  const tested = [...text.matchAll(TESTED)].map(([, name, value]) =>
    [`test ${name}`, Number(value)] as const
  );
  const last = rows[rows.length - 1];
  return historyFromRows([
    ...rows,
    ...(tested.length === 0 ? [] : [{ step: last.step, ...Object.fromEntries(tested) }]),
  ], {
    ...frame,
    format: "fastText log",
    notes: [
      "a step here is one per cent of the training",
      "the loss is the mean since the start, which lags behind",
    ],
  });
}
