/**
 * What ended a program before it came to its end, as the last lines of its log say.
 *
 * @module
 */
import { printable } from "../../text/mod.ts";
import type { History } from "../records.ts";

/** Lines and characters at the end that are looked at: other tools say a little more once a program is gone. */
const LAST_LINES = 40, LAST_CHARACTERS = 20_000;

/** What a shell, a driver or an interpreter says, by the kind of end that it was. */
const ENDS: readonly (readonly [RegExp, NonNullable<History["brokenOff"]>["by"]])[] = [
  [
    /\b(?:CUDA|HIP|MPS|GPU)\b.{0,60}out of memory|OutOfMemoryError|ResourceExhaustedError|CUDNN_STATUS_ALLOC_FAILED/i,
    "GPU memory",
  ],
  [/^(?:.{0,80}[:\s])?Killed(?:\s{2,}\S.*)?$|oom[-_ ]?kill|^MemoryError\b|std::bad_alloc/i, "memory"],
  [/^KeyboardInterrupt\b|\bDUE TO SIGNAL\b|CANCELLED AT .{0,40}DUE TO/, "hand"],
  [/^(?:.{0,80}[:\s])?(?:Segmentation fault|Bus error|Aborted)(?: \(core dumped\))?$/, "crash"],
  [/^[\w.]{1,80}(?:Error|Exception)\b(?::.*)?$/, "crash"],
];

/** A measure of training, after which an error that was caught ended nothing. */
const MEASURE = /(?:loss|acc\w*|reward|score|epoch)\b['"]?\s{0,4}[=: ]\s{0,4}\[?[-+]?\d/i;

/** How a log ends that breaks off; `undefined` of one that does not. */
export function brokenOff(text: string): History["brokenOff"] {
  const lines = text.slice(-LAST_CHARACTERS).split("\n").slice(-LAST_LINES).map((line) => line.trim());
  const traced = text.includes("Traceback (most recent call last):");
  for (const line of lines.toReversed()) {
    const kind = ENDS.find(([pattern]) => pattern.test(line))?.[1];
    // an error is one that ended the program where its interpreter traced it
    const isEnd = kind !== undefined && (traced || !/^[\w.]+(?:Error|Exception|Interrupt)\b/.test(line));
    if (isEnd) return { by: kind, said: printable(line).slice(0, 100) };
    if (MEASURE.test(line)) return undefined;
  }
  return undefined;
}

/** The history with its end, and what is noted of it. */
export function withItsEnd(history: History, ended: History["brokenOff"]): History {
  return ended === undefined
    ? history
    : { ...history, brokenOff: ended, notes: [...history.notes, `the log breaks off: ${ended.said}`] };
}
