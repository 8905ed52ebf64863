/**
 * `deno task submission`: everything a reader or a grader needs, in one folder and one zip.
 *
 * @module
 */
import { refuseUnwritable } from "../boundary/mod.ts";
import { zipSync } from "fflate";
import type { Notebook } from "../notebook/document.ts";
import { outputProblems } from "../notebook/outputs.ts";
import { type Files, manifest, readSelfAssessment, WORDS } from "../report/submission/enclosures.ts";
import { notebooksPage, reportPage } from "../report/submission/page.ts";
import type { Submission } from "../report/submission/record.ts";
import { notebookNames, NOTEBOOKS, readNotebook } from "./notebooks/file.ts";
import { modelProblems, recordProblems, staleness } from "./notebooks/records.ts";
import { createProgram, runProgram } from "./program.ts";
import { centralCode, chapter, coverage, SELF_ASSESSMENT, selfAssessmentText } from "./submission/collect.ts";
import { COMMANDS } from "./submission/commands.ts";
import { equationStyle } from "./submission/equation_style.ts";
import { figureFiles } from "./submission/figures.ts";
import { findings, missingRecords } from "./submission/findings.ts";
import { BROWSER_HINT, findBrowser, printPdf } from "./submission/pdf.ts";
import { replaceFolder } from "./submission/write.ts";
import { versions } from "../run/versions.ts";

const FOLDER = "reports/submission";

interface Options {
  readonly name: string;
  readonly id: string;
}

const program = createProgram(
  "submission",
  `Export the report as a page and a PDF, with the executed notebooks in a zip, into ${FOLDER}.`,
  ['deno task submission --name "Ada Lovelace" --id 1815'],
)
  .requiredOption("--name <name>", "the author's name, as it shall be printed")
  .requiredOption("--id <id>", "the author's number; part of the zip's name");

program.action(async ({ name, id }: Options) => {
  if (name.trim() === "") throw new RangeError("--name must not be empty");
  if (!/^[\w.-]{1,100}$/.test(id)) {
    throw new RangeError(`--id has up to 100 letters, digits, ".", "-" and "_" only (given: ${id})`);
  }
  const notebooks = notebookNames().map((name) => ({
    name,
    notebook: readNotebook(`${NOTEBOOKS}/${name}.ipynb`),
  }));
  await refuseUnsound(notebooks);
  refuseUnwritable(`${FOLDER}.tmp/index.html`, FOLDER);
  const { text, words } = readSelfAssessment(selfAssessmentText());
  const submission: Submission = {
    author: { name: name.trim(), id },
    date: new Date().toISOString().slice(0, 10),
    findings: await findings(),
    code: centralCode(),
    commands: COMMANDS,
    versions: versions(),
    coverage: coverage(),
    selfAssessment: words === 0 ? null : text,
  };
  sayWhatIsMissing(submission, words);
  await write(submission, notebooks);
});

/** What the report will not have, before it is made, with what makes it. */
function sayWhatIsMissing({ coverage, selfAssessment }: Submission, words: number): void {
  if (selfAssessment === null) {
    console.log(
      `no self-assessment: write ${WORDS.least} to ${WORDS.most} words in ${SELF_ASSESSMENT}, then export again`,
    );
  } else if (words < WORDS.least || words > WORDS.most) {
    console.log(
      `the self-assessment has ${words} words, not ${WORDS.least} to ${WORDS.most}: ${SELF_ASSESSMENT}`,
    );
  }
  if (coverage === null) console.log("no coverage: run deno task coverage, then export again");
}

type Named = { readonly name: string; readonly notebook: Notebook };

/** Stops when an output is missing, was made by other code, or disagrees with a run record, or one of these with its weights. */
async function refuseUnsound(notebooks: readonly Named[]): Promise<void> {
  const problems = notebooks.flatMap(({ name, notebook }) => [
    ...outputProblems(notebook, name),
    ...recordProblems(notebook, name),
    ...staleness(notebook, name),
  ]);
  problems.push(...missingRecords());
  problems.push(...await modelProblems());
  if (notebooks.length === 0) problems.push(`${NOTEBOOKS} holds no notebook`);
  if (problems.length === 0) return;
  for (const problem of problems) console.error(problem);
  console.error(`nothing exported: ${problems.length} problem${problems.length === 1 ? "" : "s"}`);
  Deno.exit(1);
}

async function write(submission: Submission, notebooks: readonly Named[]): Promise<void> {
  const { author, date } = submission;
  const encode = (text: string) => new TextEncoder().encode(text);
  const style = equationStyle();
  const chapters = notebooks.map(({ name, notebook }) => chapter(name, notebook));
  const files: Record<string, Uint8Array> = {
    "index.html": encode(reportPage(submission, style)),
    "notebooks.html": encode(notebooksPage(submission, chapters, style)),
  };
  console.log("pages made");
  for (const { name, notebook } of notebooks) {
    files[`notebooks/${name}.ipynb`] = Deno.readFileSync(`${NOTEBOOKS}/${name}.ipynb`);
    Object.assign(files, await figureFiles(name, notebook));
  }
  console.log(`${Object.keys(files).filter((path) => path.endsWith(".png")).length} figures made`);
  const browser = findBrowser();
  if (browser === null) console.error(BROWSER_HINT);
  else {files["submission.pdf"] = await printPdf(
      browser,
      (pages) => reportPage(submission, style, pages),
      `${author.name}, ${author.id}`,
    );}
  const commands = submission.commands.map(({ command }) => command);
  files["manifest.json"] = encode(
    JSON.stringify(manifest(files, { author, date, commands, versions: submission.versions }), null, 1) +
      "\n",
  );
  const zip = `submission-${author.id}.zip`;
  replaceFolder(FOLDER, { ...files, [zip]: zipSync(files satisfies Files) });
  console.log(
    `${FOLDER}/index.html${browser === null ? "" : ", submission.pdf"} and ${zip} (${
      Object.keys(files).length
    } files)`,
  );
}

await runProgram(program);
