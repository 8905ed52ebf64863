/**
 * The checksums of a complete run, `SHA256SUMS` in its folder, in the format of `sha256sum`, which checks them too.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { isFile, readBytes, readText } from "../boundary/mod.ts";
import { writeAtomically } from "./files.ts";

/** What does not change any more once a run is over. */
const SUMMED = ["model.json", "run.json", "training_history.json", "weights.bin"];

const SUMS = "SHA256SUMS";

/** Writes the sums of the files that are there. */
export function writeSums(folder: string): void {
  const lines = SUMMED.filter((name) => isFile(`${folder}/${name}`))
    .map((name) => `${sha256(readBytes(`${folder}/${name}`))}  ${name}\n`);
  writeAtomically(`${folder}/${SUMS}`, lines.join(""));
}

/** Takes the sums away before the files change again. */
export function removeSums(folder: string): void {
  if (isFile(`${folder}/${SUMS}`)) Deno.removeSync(`${folder}/${SUMS}`);
}

/**
 * The bytes of a file in a run's folder. Where the folder has sums they are held against them.
 *
 * @throws {TypeError} naming the file when its bytes are not those that were written, or the sums when they are damaged
 */
export function readSummed(folder: string, name: string): Uint8Array<ArrayBuffer> {
  const bytes = readBytes(`${folder}/${name}`);
  const wanted = readSums(folder)?.get(name);
  if (wanted !== undefined && wanted !== sha256(bytes)) {
    throw new TypeError(`${folder}/${name}: its bytes are not those that ${SUMS} was written for`);
  }
  return bytes;
}

/** The same as text in UTF-8; a byte order mark is left out. */
export function readSummedText(folder: string, name: string): string {
  return new TextDecoder().decode(readSummed(folder, name));
}

/** SHA-256 by name; undefined where the folder has none. */
function readSums(folder: string): ReadonlyMap<string, string> | undefined {
  const path = `${folder}/${SUMS}`;
  if (!isFile(path)) return undefined;
  const sums = new Map<string, string>();
  for (const line of readText(path).split(/\r?\n/).filter((line) => line !== "")) {
    const [, sum, name] = line.match(/^([0-9a-f]{64}) [ *](.+)$/) ?? [];
    if (!SUMMED.includes(name)) throw new TypeError(`${path}: damaged at "${line.slice(0, 80)}"`);
    sums.set(name, sum);
  }
  return sums;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
