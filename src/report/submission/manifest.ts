import { createHash } from "node:crypto";

/** A file of the submission by its path inside it. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** What the zip says of itself. */
export interface Manifest {
  readonly author: { readonly name: string; readonly id: string };
  readonly date: string;
  readonly commands: readonly string[];
  readonly versions: Readonly<Record<string, string>>;
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
}

/**
 * The manifest of these files, in order of their paths.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const head = { author: { name: "A", id: "1" }, date: "2026-01-01", commands: [], versions: {} };
 * const { files } = manifest({ "a.txt": new TextEncoder().encode("abc") }, head);
 * assertEquals(files[0].sha256.slice(0, 8), "ba7816bf"); // FIPS 180-2, example B.1
 * ```
 */
export function manifest(files: Files, head: Omit<Manifest, "files">): Manifest {
  return {
    ...head,
    files: Object.keys(files).sort().map((path) => ({
      path,
      bytes: files[path].length,
      sha256: createHash("sha256").update(files[path]).digest("hex"),
    })),
  };
}
