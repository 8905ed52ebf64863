import { createHash } from "node:crypto";

/**
 * SHA-256 of the rows' bytes (little-endian float32), in hexadecimal: the same data has the same fingerprint on
 * every machine, and as `hashlib.sha256(array.tobytes())` in Python.
 */
export function fingerprint(rows: Float32Array): string {
  return createHash("sha256").update(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength)).digest(
    "hex",
  );
}
