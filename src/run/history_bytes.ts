import { readBytes, readStart } from "../boundary/mod.ts";
import { mostBytes, START } from "../monitor/readers/mod.ts";

/** The bytes of a file with a history; one that is too large for its kind is refused before it is read. */
export function readHistoryBytes(file: string): Uint8Array {
  return readBytes(file, mostBytes(readStart(file, START)));
}
