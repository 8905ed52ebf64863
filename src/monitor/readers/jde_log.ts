/**
 * What trackers that find and recognise at once print: a line every so many batches, its losses the means over the epoch so far,
 * below a line of names. The total weighs its terms by learned uncertainties, whose logarithms take it below zero. Source:
 * `train.py` of Towards-Realtime-MOT (JDE).
 *
 * @module
 */
import type { History } from "../records.ts";
import type { LogFrame } from "./log.ts";
import { numberIn } from "./numbers.ts";
import { historyFromRows, type Row } from "./rows.ts";

/** Behind the time and level of a logger, or alone. */
const NAMES = /(?:^|:)\s*Epoch\s+Batch\s+(box\s+conf\s+id\s+total)\b/;
const NUMBER = String.raw`-?(?:\d+(?:\.\d*)?(?:e[-+]?\d+)?|nan|inf)`;
/** Epoch of epochs, batch of batches, numbers. */
const ROW = new RegExp(String.raw`(?:^|:)\s*(\d+)\/\d+\s+(\d+)\/(\d+)((?:\s+${NUMBER}){4})(?=\s|$)`, "i");
const LOSSES = ["box", "conf", "id", "total"].map((term) => `train/${term}_loss`);

/** Lines that are looked at to tell what a file is. */
const LINES = 2000;

/** Whether a line names the losses of boxes, confidences and identities. */
export function looksLikeJde(text: string): boolean {
  return text.split("\n", LINES).some((line) => NAMES.test(line.slice(0, 200)));
}

/**
 * Reads the last line of each epoch. An epoch that had not come to its usual last batch when the log ended is left out.
 *
 * @throws {TypeError} one line that lists what was found, when none of it is a measure of training.
 */
export function historyFromJde(text: string, frame: Partial<LogFrame> = {}): History {
  const epochs = new Map<number, { readonly row: Row; readonly batch: number; readonly of: number }>();
  let last = -1;
  for (const line of text.split("\n")) {
    const [, epoch, batch, of, numbers] = line.slice(0, 1000).match(ROW) ?? [];
    if (epoch === undefined) continue;
    last = Number(epoch);
    const values = numbers.trim().split(/\s+/).map(numberIn);
    const losses = Object.fromEntries(LOSSES.map((name, at) => [name, values[at]]));
    epochs.set(last, { row: { epoch: last, ...losses }, batch: Number(batch), of: Number(of) });
  }
  const usual = Math.max(...[...epochs.values()].map(({ batch }) => batch));
  const { batch, of } = epochs.get(last) ?? { batch: usual, of: usual };
  const isBegun = epochs.size > 1 && batch < usual;
  if (isBegun) epochs.delete(last);
  return historyFromRows([...epochs.values()].map(({ row }) => row), {
    ...frame,
    format: "JDE log",
    notes: [
      ...frame.notes ?? [],
      ...(isBegun ? [`the log ends at batch ${batch} of ${of} of another epoch, which is left out`] : []),
    ],
  });
}
