/**
 * The checksums of a complete run, `SHA256SUMS` in its folder, in the format of `sha256sum`, which checks them too.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { isFile, readBytes, readText } from "../boundary/mod.ts";
import { writeAtomically } from "./files.ts";

/** What does not change any more once a run is over. */
const FIXED = ["model.json", "run.json", "training_history.json", "weights.bin"];

/** What probes add. */
const ADDED = ["evidence.json", "probes.json"];

const SUMMED = [...FIXED, ...ADDED].sort();

const SUMS = "SHA256SUMS";

/** Writes the sums of the files that are there. */
export function writeSums(folder: string): void {
  const there = SUMMED.filter((name) => isFile(`${folder}/${name}`));
  write(folder, new Map(there.map((name) => [name, sumOf(folder, name)])));
}

/**
 * Writes a file that a probe adds to a folder. While it is written the folder's sums say nothing of it, so that whoever is
 * stopped in between leaves no file that seems damaged. A folder without sums stays without.
 */
export function addSummed(folder: string, name: string, contents: string): void {
  const sums = readSums(folder);
  const others = new Map([...sums ?? []].filter(([other]) => other !== name));
  if (sums?.has(name)) write(folder, others);
  writeAtomically(`${folder}/${name}`, contents);
  if (sums !== undefined) write(folder, others.set(name, sumOf(folder, name)));
}

function write(folder: string, sums: ReadonlyMap<string, string>): void {
  const lines = [...sums].sort().map(([name, sum]) => `${sum}  ${name}\n`);
  writeAtomically(`${folder}/${SUMS}`, lines.join(""));
}

/** Takes the sums away before the files change again. */
export function removeSums(folder: string): void {
  if (isFile(`${folder}/${SUMS}`)) Deno.removeSync(`${folder}/${SUMS}`);
}

/**
 * The bytes of a file in a run's folder. Where the folder has sums they are held against them.
 *
 * @throws {TypeError} naming the file when its bytes are not those that were written, or the sums when they are damaged or
 *   lack a file that every run has
 */
export function readSummed(folder: string, name: string): Uint8Array<ArrayBuffer> {
  const bytes = readBytes(`${folder}/${name}`);
  const sums = readSums(folder), wanted = sums?.get(name);
  if (sums !== undefined && wanted === undefined && FIXED.includes(name)) {
    throw new TypeError(`${folder}/${SUMS}: it does not name ${name}`);
  }
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
    if (!SUMMED.includes(name) || sums.has(name)) {
      throw new TypeError(`${path}: damaged at "${line.slice(0, 80)}"`);
    }
    sums.set(name, sum);
  }
  return sums;
}

function sumOf(folder: string, name: string): string {
  return sha256(readBytes(`${folder}/${name}`));
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
