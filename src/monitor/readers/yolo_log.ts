/**
 * What YOLOv3, v5, v7 and Ultralytics print, a line an epoch: `0/99 0.56G 0.012 ...`, in `results.txt` without any names, on
 * the terminal below a line of names, each epoch's metrics in a line that begins with `all`. Sources: `train.py` and
 * `plot_results` of these repositories.
 *
 * @module
 */
import type { History } from "../records.ts";
import type { LogFrame } from "./log.ts";
import { historyFromRows, type Row } from "./rows.ts";

const NUMBER = String.raw`[-+]?(?:\d+(?:\.\d*)?(?:e[-+]?\d+)?|nan|inf)`;
/** Epoch of epochs, the memory of the GPU (in the first versions the batch of batches), numbers; then a progress bar. */
const ROW = new RegExp(
  String.raw`^\s*(\d+)\/\d+\s+(?:[\d.]+[GM]|(\d+\/\d+))((?:\s+${NUMBER})+)\s*(?::|$)`,
  "i",
);
const NAMES = /^\s*Epoch\s+gpu_mem\s+(\S.*)$/i;
const METRICS = new RegExp(String.raw`^\s*all\s+\d+\s+\d+((?:\s+${NUMBER}){4})`, "i");
/** What is printed beside the losses: their total, how many boxes and which size the last batch had. */
const BESIDE = /^(total|targets|labels|instances|img_size|size)$/i;

const MEASURED = ["precision", "recall", "mAP_0.5", "mAP_0.5:0.95"].map((name) => `metrics/${name}`);
const TERMS = ["box", "obj", "cls"], HELD_OUT = TERMS.map((term) => `val/${term}_loss`);
/** Columns of results.txt after the memory; `undefined` for what is no measure. */
const RESULTS = [...TERMS.map(trained), undefined, undefined, undefined, ...MEASURED, ...HELD_OUT];
/** The same of the first versions of YOLOv3. */
const FIRST = [
  ...["xy", "wh", "conf", "cls"].map(trained),
  ...[
    undefined,
    undefined,
    undefined,
    "metrics/precision",
    "metrics/recall",
    "metrics/mAP_0.5",
    "metrics/F1",
  ],
  "val/loss",
];

/** Lines that are looked at to tell what a file is. */
const LINES = 2000;

/** Whether a line of the text is such a row. */
export function looksLikeYolo(text: string): boolean {
  return text.split("\n", LINES).some((line) => ROW.test(written(line)));
}

/**
 * Reads the lines of epochs and of metrics; what else was printed is passed over.
 *
 * @throws {TypeError} when a line without names has another number of columns than any version wrote.
 */
export function historyFromYolo(text: string, frame: Partial<LogFrame> = {}): History {
  const rows: Record<string, number>[] = [];
  let names: readonly (string | undefined)[] | undefined, isMeasured = true;
  for (const line of text.split("\n").map(written)) {
    const named = line.match(NAMES)?.[1].trim().split(/\s+/);
    if (named !== undefined) {
      names = named.map((name) => BESIDE.test(name) ? undefined : trained(name.replace(/_loss$/, "")));
    }
    const [, epoch, batch, numbers] = line.match(ROW) ?? [];
    if (epoch !== undefined) {
      const values = numbersOf(numbers);
      const row = rowOf(names ?? columnsOf(values.length, batch !== undefined), values);
      rows.push({ epoch: Number(epoch), ...row });
      isMeasured = false;
    }
    const metrics = line.match(METRICS)?.[1];
    // the best checkpoint is measured once more at the end
    if (metrics === undefined || isMeasured) continue;
    Object.assign(rows[rows.length - 1], rowOf(MEASURED, numbersOf(metrics)));
    isMeasured = true;
  }
  return historyFromRows(withF1(rows), {
    ...frame,
    format: names === undefined ? "YOLO results.txt" : "YOLO console log",
  });
}

function trained(term: string): string {
  return `train/${term}_loss`;
}

/** A progress bar is written over itself, in colours. */
function written(line: string): string {
  const last = line.split("\r").findLast((part) => part.trim() !== "") ?? "";
  // deno-lint-ignore no-control-regex
  return last.slice(0, 1000).replace(/\x1b\[[\d;]*[A-Za-z]/g, "");
}

function columnsOf(count: number, isFirst: boolean): readonly (string | undefined)[] {
  if (isFirst && count <= FIRST.length) return FIRST;
  if (count === RESULTS.length) return RESULTS;
  throw new TypeError(
    `a YOLO results.txt of ${count + 2} columns; those of YOLOv3, v5 and v7 have ${RESULTS.length + 2}`,
  );
}

function numbersOf(text: string): readonly number[] {
  return text.trim().split(/\s+/).map((cell) => Number(cell.replace(/^([-+]?)inf$/i, "$1Infinity")));
}

function rowOf(names: readonly (string | undefined)[], values: readonly number[]): Record<string, number> {
  return Object.fromEntries(
    names.flatMap((name, at) => name === undefined || at >= values.length ? [] : [[name, values[at]]]),
  );
}

/** YOLOv3 wrote F1 where its successors write the mean over stricter overlaps, which is never above the one at 0.5. */
function withF1(rows: readonly Record<string, number>[]): readonly Row[] {
  const [, , loose, strict] = MEASURED;
  if (!rows.some((row) => row[strict] > row[loose])) return rows;
  return rows.map(({ [strict]: f1, ...row }) => ({ ...row, "metrics/F1": f1 }));
}
