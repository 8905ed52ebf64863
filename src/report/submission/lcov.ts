import type { Coverage } from "./record.ts";

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
