/**
 * The lines of what a trainer printed, as they stood on the screen in the end.
 *
 * @module
 */

/** Of a progress bar what stands before its share, as `Epoch 3:`. */
const LABEL = /^\s*([^|\r\n]{0,100}?):?\s*\d{1,3}%\|/;

/** How far a bar has come. */
const PLACE = /\d%\|[^|]{0,300}\| {0,20}(\d+)\/[\d?]/;

/** A bar's label that counts and does not say what: the bar itself counts the batches of one of them. */
const COUNTED_LABEL = /^([^|\r\n]{0,60}?)\b(\d{1,6})(?=\/\d{1,6}\]?:?\s{1,9}\d{1,3}%\|)/;

/** The line with the word for what its bar's label counts, which are epochs: `[fold_0] 003/200: 50%|`. */
export function withEpochOfBar(line: string): string {
  const label = line.match(COUNTED_LABEL)?.[1];
  return label === undefined || /epoch|step|iter|batch|ep\b/i.test(label)
    ? line
    : line.replace(COUNTED_LABEL, "$1Epoch $2");
}

/** Keras's bar, whose numbers are means of the epoch so far: `12/50 [==>...] - ETA: 3s - loss: 0.4` or `12/50 ━━━━ 3s 10ms/step`. */
const KERAS = /^\s*(\d+)\/(\d+) (?:\[[=>.]+\]|━)/;

/**
 * Each line once: a progress bar is written over itself, so what stands there last counts, and of bars that follow one another on
 * one line (a bar an epoch, as Lightning and GluonTS show them) the last of each. Keras writes its bar into a file line by line, and so
 * does a pipe with any other: the last line of an epoch counts.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const bars = "Epoch 0: 50%|# | 1/2\rEpoch 0: 100%|##| 2/2, loss=2\rEpoch 1: 100%|##| 2/2, loss=1\n";
 * assertEquals([...printedLines(bars)], ["Epoch 0: 100%|##| 2/2, loss=2", "Epoch 1: 100%|##| 2/2, loss=1", ""]);
 * ```
 */
export function* printedLines(text: string): Generator<string> {
  let bar: string | undefined;
  for (const line of linesOnScreen(text)) {
    if (bar !== undefined && !goesOn(bar, line)) {
      yield bar;
      bar = undefined;
    }
    if (KERAS.test(line) || PLACE.test(line) && LABEL.test(line)) bar = line;
    else if (bar === undefined || line.trim() !== "") yield line;
  }
  if (bar !== undefined) yield bar;
}

/** Whether a line is what becomes of a bar, or an empty one below Keras's. */
function goesOn(bar: string, line: string): boolean {
  const place = bar.match(PLACE)?.[1];
  if (place !== undefined) {
    const next = line.match(PLACE)?.[1];
    return next !== undefined && line.match(LABEL)?.[1] === bar.match(LABEL)?.[1] &&
      Number(next) >= Number(place);
  }
  if (line.trim() === "") return true;
  const [, before, all] = bar.match(KERAS)!, [, now, total] = line.match(KERAS) ?? [];
  return total === all &&
    (Number(now) > Number(before) || now === before && !bar.includes("val_") && line.includes("val_"));
}

function* linesOnScreen(text: string): Generator<string> {
  for (const line of text.split("\n")) {
    if (!/[\r\b]/.test(line)) {
      yield line;
      continue;
    }
    let last = "", label: string | undefined;
    for (const part of line.split(/[\r\b]+/)) {
      if (part.trim() === "") continue;
      const next = part.match(LABEL)?.[1];
      if (next !== undefined && label !== undefined && next !== label) yield last;
      label = next ?? label;
      last = part;
    }
    yield last;
  }
}

/** A run that is one bar from its beginning to its end, as diffusers' scripts show it: each look at it, by how far it had come. */
export function* looksAtBar(text: string): Generator<string> {
  for (const part of text.split(/[\r\n\b]+/)) {
    const at = part.match(PLACE)?.[1];
    if (at !== undefined) yield part.replace(PLACE, `step ${at} `);
  }
}
