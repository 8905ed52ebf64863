/**
 * Reads what a submission shows: notebooks, code, coverage, self-assessment.
 *
 * @module
 */
import { readIfThere } from "../boundary/mod.ts";
import type { Notebook } from "../notebook/check/document.ts";
import { readLcov, SELF_ASSESSMENT_TEMPLATE } from "./enclosures.ts";
import type { Chapter, ChapterOutput, Coverage, Submission } from "./record.ts";
import { writeAtomically } from "../run/files.ts";

/** Where the author writes; not inside the export, which is replaced each time. */
export const SELF_ASSESSMENT = "reports/self_assessment.md";

const COVERAGE = "coverage/lcov.info";

/** A notebook as a chapter. */
export function chapter(name: string, { cells }: Notebook): Chapter {
  return {
    name,
    blocks: cells.map((cell) =>
      cell.cell_type === "markdown" ? { kind: "prose", markdown: cell.source } : {
        kind: "code",
        source: cell.source,
        outputs: cell.outputs.map((output) => "data" in output ? formats(output.data) : {}),
      }
    ),
  };
}

function formats(data: Readonly<Record<string, string>>): ChapterOutput {
  return {
    html: data["text/html"],
    svg: data["image/svg+xml"],
    markdown: data["text/markdown"],
    text: data["text/plain"],
  };
}

/** What the results rest on, in the order of reading. */
const CODE = [
  "src/signal/mixture.ts",
  "src/model/cell.ts",
  "src/engine/reference/backward.ts",
  "src/training/online.ts",
  "src/training/time_warp.ts",
  "src/training/curriculum.ts",
  "src/evaluation/evaluate.ts",
];

/** The central files of the program. */
export function centralCode(): Submission["code"] {
  return CODE.map((path) => ({ path, source: Deno.readTextFileSync(path) }));
}

/** The last coverage report, if there is one. */
export function coverage(): Coverage | null {
  const report = readIfThere(COVERAGE);
  return report === null ? null : readLcov(report);
}

/** The author's text; a template is laid down where there is none. */
export function selfAssessmentText(): string {
  const text = readIfThere(SELF_ASSESSMENT);
  if (text === null) writeAtomically(SELF_ASSESSMENT, SELF_ASSESSMENT_TEMPLATE);
  return text ?? SELF_ASSESSMENT_TEMPLATE;
}
