/**
 * Sections of the quick summary as plain text.
 *
 * @module
 */
import type { Section, SummaryTable } from "./run_facts.ts";

/** Lines as they are, tables with their columns aligned. */
export function linesText(lines: Section["lines"]): readonly string[] {
  return lines.flatMap((line) => typeof line === "string" ? [line] : tableText(line));
}

function tableText({ headings, rows }: SummaryTable): readonly string[] {
  const all = [headings, ...rows];
  const widths = headings.map((_, at) => Math.max(...all.map((row) => row[at].length)));
  return all.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at])).join("   ").trimEnd()}`);
}
