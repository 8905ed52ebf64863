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
  write(folder, new Map(there.map((name) => [name, [sumOf(folder, name)]])));
}

/**
 * Writes a file that a probe adds to a folder. While it is written the sums have a line for what is there and one for what
 * comes, so that whoever is stopped in between leaves no file that seems damaged. A folder without sums stays without.
 */
export function addSummed(folder: string, name: string, contents: string): void {
  const sums = readSums(folder);
  const sum = sha256(new TextEncoder().encode(contents));
  const before = isFile(`${folder}/${name}`) ? [sumOf(folder, name)] : [];
  if (sums !== undefined) write(folder, new Map([...sums, [name, [...new Set([...before, sum])]]]));
  writeAtomically(`${folder}/${name}`, contents);
  if (sums !== undefined) write(folder, new Map([...sums, [name, [sum]]]));
}

function write(folder: string, sums: Sums): void {
  const lines = [...sums].sort().flatMap(([name, sums]) => sums.map((sum) => `${sum}  ${name}\n`));
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
 *   do not name it
 */
export function readSummed(folder: string, name: string): Uint8Array<ArrayBuffer> {
  const bytes = readBytes(`${folder}/${name}`);
  const sums = readSums(folder), wanted = sums?.get(name);
  if (sums !== undefined && SUMMED.includes(name) && wanted === undefined) {
    const remedy = ADDED.includes(name) ? "; `deno task probe` makes it anew" : "";
    throw new TypeError(`${folder}/${SUMS}: it does not name ${name}${remedy}`);
  }
  if (wanted !== undefined && !wanted.includes(sha256(bytes))) {
    throw new TypeError(`${folder}/${name}: its bytes are not those that ${SUMS} was written for`);
  }
  return bytes;
}

/** The same as text in UTF-8; a byte order mark is left out. */
export function readSummedText(folder: string, name: string): string {
  return new TextDecoder().decode(readSummed(folder, name));
}

/** SHA-256 by name: one, or two while a file is replaced. */
type Sums = ReadonlyMap<string, readonly string[]>;

/** The folder's sums; undefined where it has none. */
function readSums(folder: string): Sums | undefined {
  const path = `${folder}/${SUMS}`;
  if (!isFile(path)) return undefined;
  const sums = new Map<string, readonly string[]>();
  for (const line of readText(path).split(/\r?\n/).filter((line) => line !== "")) {
    const [, sum, name] = line.match(/^([0-9a-f]{64}) [ *](.+)$/) ?? [];
    const known = sums.get(name) ?? [];
    if (!SUMMED.includes(name) || known.length > (ADDED.includes(name) ? 1 : 0)) {
      throw new TypeError(`${path}: damaged at "${line.slice(0, 80)}"`);
    }
    sums.set(name, [...known, sum]);
  }
  return sums;
}

function sumOf(folder: string, name: string): string {
  return sha256(readBytes(`${folder}/${name}`));
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
