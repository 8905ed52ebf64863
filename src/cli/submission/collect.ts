/**
 * Reads what a submission shows: notebooks, run records, versions, coverage, self-assessment.
 *
 * @module
 */
import type { Notebook } from "../../notebook/document.ts";
import { readLcov } from "../../report/submission/lcov.ts";
import type { Chapter, ChapterOutput, Coverage, RunResult } from "../../report/submission/record.ts";
import { SELF_ASSESSMENT_TEMPLATE } from "../../report/submission/self_assessment.ts";
import { writeAtomically } from "../../run/files.ts";
import { readRunRecord } from "../../run/record.ts";
import { finishedRuns } from "../notebooks/records.ts";
import { readIfThere } from "../read_if_there.ts";

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

/** Results of the finished runs in `models/`. */
export function runResults(): RunResult[] {
  return finishedRuns().flatMap((name) => {
    const { result, configuration, epochs } = readRunRecord(`models/${name}`);
    if (result === null) return [];
    const { value, interval } = result.generalisationGap;
    return [{
      run: name,
      units: configuration.hiddenSize,
      epochs,
      noise: String(configuration.noise),
      trainMse: result.trainMse,
      testMse: result.testMse,
      gap: { value, low: interval.low, high: interval.high },
      zero: result.baselines.zero,
    }];
  });
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
