/**
 * `deno task submission`: everything a reader or a grader needs, in one folder and one zip.
 *
 * @module
 */
import { refuseUnwritable, requirePermissions } from "../boundary/mod.ts";
import { zipSync } from "fflate";
import type { Notebook } from "../notebook/check/document.ts";
import { outputProblems } from "../notebook/check/outputs.ts";
import { type Files, manifest, readSelfAssessment, WORDS } from "../submission/enclosures.ts";
import { notebooksPage, reportPage } from "../submission/page.ts";
import type { Submission } from "../submission/record.ts";
import { notebookNames, NOTEBOOKS, readNotebook } from "../notebook/check/file.ts";
import { modelProblems, recordProblems, staleness } from "../notebook/check/records.ts";
import { createProgram, runProgram } from "./program.ts";
import {
  centralCode,
  chapter,
  COMMANDS,
  coverage,
  equationStyle,
  figureFiles,
  SELF_ASSESSMENT,
  selfAssessmentText,
} from "../submission/collect.ts";
import { findings, missingRecords } from "../submission/findings.ts";
import { BROWSER_HINT, findBrowser } from "../submission/browser.ts";
import { printPdf } from "../submission/pdf.ts";
import { projectFiles } from "../submission/project.ts";
import { replaceFolder } from "../submission/write.ts";
import { versions } from "../run/versions.ts";

const FOLDER = "reports/submission";

/** What drawing the figures and printing the pages take, minutes after the beginning. */
const NEEDED: readonly Deno.PermissionDescriptor[] = [
  { name: "write", path: ".cache" },
  { name: "ffi", path: "node_modules" },
  { name: "net", host: "127.0.0.1" },
  ...["osRelease", "uid", "homedir"].map((kind) => ({ name: "sys", kind }) as Deno.SysPermissionDescriptor),
];

interface Options {
  readonly name: string;
  readonly id: string;
}

const program = createProgram(
  "submission",
  `Export the report as a page and a PDF, and the whole project with its executed notebooks as a zip, into ${FOLDER}.`,
  ['deno task submission --name "Ada Lovelace" --id 1815'],
)
  .requiredOption("--name <name>", "the author's name, as it shall be printed")
  .requiredOption("--id <id>", "the author's number; part of the zip's name");

program.action(async ({ name, id }: Options) => {
  if (name.trim() === "") throw new RangeError("--name must not be empty");
  if (!/^[\w.-]{1,100}$/.test(id)) {
    throw new RangeError(`--id has up to 100 letters, digits, ".", "-" and "_" only (given: ${id})`);
  }
  requirePermissions(...NEEDED);
  refuseUnwritable(`${FOLDER}.zip`, FOLDER); // a trial beside the folder, which is replaced as a whole
  const browser = findBrowser();
  const notebooks = notebookNames().map((name) => ({
    name,
    notebook: readNotebook(`${NOTEBOOKS}/${name}.ipynb`),
  }));
  await refuseUnsound(notebooks);
  if (browser === null) console.error(BROWSER_HINT);
  const { text, words } = readSelfAssessment(selfAssessmentText());
  const project = projectFiles();
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
  await write(submission, { notebooks, project, browser });
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

/** What an export is made from besides its text. */
interface Sources {
  readonly notebooks: readonly Named[];
  readonly project: Files;
  readonly browser: string | null;
}

async function write(submission: Submission, { notebooks, project, browser }: Sources): Promise<void> {
  const { author, date, versions } = submission;
  const encode = (text: string) => new TextEncoder().encode(text);
  const style = equationStyle();
  const chapters = notebooks.map(({ name, notebook }) => chapter(name, notebook));
  const made: Record<string, Uint8Array> = {
    "index.html": encode(reportPage(submission, style)),
    "notebooks.html": encode(notebooksPage(submission, chapters, style)),
  };
  console.log("pages made");
  const figures: Record<string, Uint8Array> = {};
  for (const { name, notebook } of notebooks) Object.assign(figures, await figureFiles(name, notebook));
  console.log(`${Object.keys(figures).length} figures made`);
  if (browser !== null) {
    made["submission.pdf"] = await printPdf(
      browser,
      (pages) => reportPage(submission, style, pages),
      `${author.name}, ${author.id}`,
    );
  }
  // The figures, five megabytes, stay beside the zip: it has each in its notebook and in the pages.
  const files = { ...project, ...made };
  const commands = submission.commands.map(({ command }) => command);
  const list = encode(JSON.stringify(manifest(files, { author, date, commands, versions }), null, 1) + "\n");
  const packed = zipSync({ ...files, "manifest.json": list });
  const zip = `submission-${author.id}.zip`;
  replaceFolder(FOLDER, { ...made, ...figures, [zip]: packed });
  console.log(
    `${FOLDER}/index.html${browser === null ? "" : ", submission.pdf"} and ${zip} (the whole project: ${
      Object.keys(files).length
    } files, ${(packed.length / 1e6).toFixed(1)} MB)`,
  );
}

await runProgram(program);
