/**
 * What a submission shows besides its findings: notebooks and their figures, code, commands, coverage, self-assessment.
 *
 * @module
 */
import { readIfThere } from "../boundary/mod.ts";
import { codeCells, type Notebook } from "../notebook/check/document.ts";
import { toPng } from "../plots/mod.ts";
import { EASIEST_FIRST } from "../signal/mod.ts";
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

/** The commands that make everything in the submission again, in order, in the folder that its zip unpacks to. */
export const COMMANDS = [
  { command: "deno task train --quick", does: "goes the whole path of the study in seconds" },
  {
    command: "deno task train",
    does: "trains the 64-unit baseline and the 128-unit retrain and measures both",
  },
  ...EASIEST_FIRST.map((noise) => ({
    command: `deno task train curriculum-64 --noise ${noise}`,
    does: `trains the network that reaches the target on ${noise} noise`,
  })),
  { command: "deno task study:seeds", does: "repeats the baseline from other initial weights" },
  { command: "deno task study:curriculum", does: "repeats the curriculum from ten seeds on each preset" },
  { command: "deno task study:capacity", does: "trains four sizes in three ways on each preset" },
  { command: "deno task study:beyond", does: "tests the networks on recordings unlike their own" },
  {
    command: "deno task notebooks",
    does: "executes the five notebooks from nothing and checks every output",
  },
  {
    command: "deno task playground",
    does:
      "writes reports/playground/index.html, which trains the network in your browser (it lies in the zip)",
  },
  { command: "deno task test", does: "runs all tests" },
  {
    command: 'deno task submission --name "..." --id "..."',
    does: "makes this report as a page and as a PDF, and the zip",
  },
];

/** Every figure of a notebook as a PNG file, numbered and named after its title: `figures/02_baseline_64/03_loss.png`. */
export async function figureFiles(name: string, notebook: Notebook): Promise<Record<string, Uint8Array>> {
  const figures = codeCells(notebook).flatMap(({ outputs }) =>
    outputs.flatMap((output) => "data" in output ? output.data["image/svg+xml"] ?? [] : [])
  );
  const files: Record<string, Uint8Array> = {};
  for (const [index, svg] of figures.entries()) {
    const title = svg.match(/aria-label="([^"]*)"/)?.[1] ?? "figure";
    const slug = title.toLowerCase().replace(/&\w+;/g, "").replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "")
      .slice(0, 60);
    files[`figures/${name}/${String(index + 1).padStart(2, "0")}_${slug}.png`] = await toPng(svg);
  }
  return files;
}

const KATEX = "node_modules/katex/dist";

/** KaTeX's style sheet with its fonts (woff2) inside, so that equations need no network. */
export function equationStyle(): string {
  const css = Deno.readTextFileSync(`${KATEX}/katex.min.css`);
  return css.replace(/src:url\((fonts\/[\w-]+\.woff2)\) format\("woff2"\)[^;}]*/g, (_, font) => {
    const bytes = Deno.readFileSync(`${KATEX}/${font}`);
    return `src:url(data:font/woff2;base64,${bytes.toBase64()}) format("woff2")`;
  });
}
