/**
 * A source that is read again and again while somebody writes it: of a file that only grew, what was appended.
 *
 * @module
 */
import { explained } from "../boundary/mod.ts";
import { type Growing, openGrowing } from "../monitor/readers/growing.ts";
import type { Chosen } from "../monitor/readers/mod.ts";
import { readSource } from "./history.ts";
import { readHistoryBytes } from "./history_bytes.ts";
import { loneFile, namesOf, type Reading } from "./source.ts";

/** Bytes before the end that are read once more: another file in the same place has others there. */
const EDGE = 256;

/** Reads one path again and again. */
export interface SourceReader {
  /**
   * What the path holds now. Errors are those of {@linkcode readSource}.
   *
   * @param isGrowing whether a last line without its end may hold half a number, and is left out
   */
  read(path: string, isGrowing: boolean): Reading;
  /** Whether the last reading may have left out a line that has not ended. */
  readonly isUnfinished: boolean;
}

/** A file of which a part was read. */
interface Opened {
  readonly file: string;
  readonly identity: string;
  readonly growing: Growing;
  /** Bytes that were taken in, the last of them, and the size of the file then. */
  readonly taken: number;
  readonly edge: Uint8Array;
  readonly size: number;
}

/**
 * A reader that remembers. What is truncated, replaced, rewritten, or of a kind that has no end to write at, is read whole.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const reader = createSourceReader(), file = Deno.makeTempFileSync({ suffix: ".csv" });
 * Deno.writeTextFileSync(file, "epoch,loss\n1,2\n2,1.5\n");
 * assertEquals(reader.read(file, true).history.trainLoss, [2, 1.5]);
 * Deno.writeTextFileSync(file, "3,1.25\n4,1.", { append: true });
 * assertEquals(reader.read(file, true).history.trainLoss, [2, 1.5, 1.25]);
 * Deno.removeSync(file);
 * ```
 */
export function createSourceReader(chosen: Chosen = {}): SourceReader {
  let opened: Opened | undefined, isUnfinished = false;
  return {
    read(path, isGrowing) {
      isUnfinished = false;
      try {
        const file = loneFile(path);
        isUnfinished = isGrowing && file !== undefined;
        opened = file === undefined ? undefined : goneOn(opened, file) ?? begun(file, chosen);
        if (opened !== undefined) {
          const isWhole = opened.taken === opened.size;
          isUnfinished &&= !isWhole;
          if (isGrowing || isWhole) return opened.growing.observe();
        }
      } catch {
        opened = undefined; // whatever is wrong, who reads it whole says it
      }
      return readSource(path, { chosen, isGrowing });
    },
    get isUnfinished() {
      return isUnfinished;
    },
  };
}

/** The file from its beginning. */
function begun(file: string, chosen: Chosen): Opened | undefined {
  const identity = identityOf(file), bytes = readHistoryBytes(file);
  const growing = openGrowing(bytes, { ...namesOf(file), chosen });
  return growing && takenIn({ file, identity, growing, taken: 0, edge: new Uint8Array(), size: 0 }, bytes);
}

/** The file with what was appended; `undefined` where it is another one, or not what it was. */
function goneOn(before: Opened | undefined, file: string): Opened | undefined {
  if (before?.file !== file || before.identity !== identityOf(file)) return undefined;
  const { edge, taken } = before;
  const bytes = readFrom(file, taken - edge.length);
  if (bytes.length < edge.length || edge.some((byte, at) => bytes[at] !== byte)) return undefined;
  return takenIn(before, bytes.subarray(edge.length));
}

function takenIn(before: Opened, bytes: Uint8Array): Opened {
  const more = before.growing.add(bytes);
  const last = bytes.slice(Math.max(0, more - EDGE), more);
  return {
    ...before,
    taken: before.taken + more,
    edge: more === 0 ? before.edge : last,
    size: before.taken + bytes.length,
  };
}

/** All bytes from a place on. */
function readFrom(file: string, place: number): Uint8Array {
  return explained(file, () => {
    using opened = Deno.openSync(file);
    const bytes = new Uint8Array(Math.max(0, opened.statSync().size - place));
    opened.seekSync(place, Deno.SeekMode.Start);
    let filled = 0;
    for (let count: number | null = 0; filled < bytes.length && count !== null; filled += count ?? 0) {
      count = opened.readSync(bytes.subarray(filled));
    }
    return bytes.subarray(0, filled);
  });
}

/** Which file it is, whatever its name: one that takes its place has another. */
function identityOf(file: string): string {
  const { dev, ino } = explained(file, () => Deno.statSync(file));
  return `${dev} ${ino}`;
}
