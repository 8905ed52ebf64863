/**
 * A file that carries the SHA-256 of its own bytes, in which the digest's 64 places hold zeros.
 *
 * @module
 */
import { createHash } from "node:crypto";

/** What stands in the digest's place while it is worked out. */
export const UNSEALED = "0".repeat(64);

/** What stands before the digest, JSON as in the header of a safetensors file. */
const KEY = new TextEncoder().encode('"sha256":"');

/**
 * Writes the digest into the place where the bytes hold {@linkcode UNSEALED}.
 *
 * @throws {TypeError} when there is no such place
 */
export function seal(bytes: Uint8Array): Uint8Array {
  const at = digestPlace(bytes);
  bytes.set(new TextEncoder().encode(digest(bytes)), at);
  return bytes;
}

/** @throws {TypeError} when the bytes are not those that were sealed */
export function refuseBroken(bytes: Uint8Array): void {
  const at = digestPlace(bytes);
  const copy = bytes.slice();
  copy.fill(0x30, at, at + UNSEALED.length);
  const given = new TextDecoder().decode(bytes.subarray(at, at + UNSEALED.length));
  if (digest(copy) !== given) throw new TypeError("damaged: its bytes are not those that were written");
}

function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function digestPlace(bytes: Uint8Array): number {
  for (let from = 0; (from = bytes.indexOf(KEY[0], from)) >= 0; from++) {
    if (KEY.every((byte, i) => bytes[from + i] === byte)) return from + KEY.length;
  }
  throw new TypeError("it carries no SHA-256: damaged, or not a checkpoint of this version");
}
