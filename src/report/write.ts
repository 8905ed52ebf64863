import type { Gathered } from "./gather.ts";
import { htmlPage } from "./html_page.ts";
import { quickSummary } from "./quick_summary.ts";
import { writeAtomically } from "../run/files.ts";

/** Writes a run's quick summary into a folder, as text and as a page; returns the two files. */
export function writeReport(folder: string, { facts, audit }: Gathered): readonly string[] {
  const files = {
    [`${folder}/quick_summary.txt`]: quickSummary(facts, audit?.claims),
    [`${folder}/quick_summary.html`]: htmlPage(facts, audit),
  };
  for (const [path, contents] of Object.entries(files)) writeAtomically(path, contents);
  return Object.keys(files);
}
