/**
 * What goes with the report: the author's own assessment, the coverage of the tests, the list of the files in the zip.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { Coverage } from "./record.ts";

/** Fewest and most words of a self-assessment. */
export const WORDS = { least: 200, most: 500 } as const;

/** What the author fills in. Lines that begin with `>` are instructions: they do not count and are not exported. */
export const SELF_ASSESSMENT_TEMPLATE =
  `> Write ${WORDS.least} to ${WORDS.most} words in place of these hints, then export again.
> Lines that begin with ">" are not exported.

## What I did

> Which runs, in which order, and why.

## What works

> Name the number that shows it, and how it was measured.

## What does not work, and what I would do next

> The largest error that is left, and your best explanation of it.

## Grade I would give, and why

> Hold the work against each part of the rubric: results, method, tests and coverage.
`;

/** A self-assessment without its instructions, and how long it is. */
export function readSelfAssessment(markdown: string): { readonly text: string; readonly words: number } {
  const text = markdown.split("\n").filter((line) => !line.startsWith(">")).join("\n").trim();
  const prose = text.split("\n").filter((line) => !line.startsWith("#")).join(" ");
  return { text, words: prose.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length };
}

/**
 * Sums up an lcov report, as `deno coverage --lcov` writes it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(readLcov("SF:a.ts\nLF:10\nLH:7\nend_of_record\n"), { linesFound: 10, linesHit: 7, files: 1 });
 * ```
 */
export function readLcov(report: string): Coverage {
  const sum = (key: string) =>
    [...report.matchAll(new RegExp(`^${key}:(\\d+)$`, "gm"))].reduce(
      (total, [, count]) => total + Number(count),
      0,
    );
  return { linesFound: sum("LF"), linesHit: sum("LH"), files: report.match(/^SF:/gm)?.length ?? 0 };
}

/** A file of the submission by its path inside it. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** What the zip says of itself; it lists every file but the manifest. */
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
