/**
 * An export: what speaks against it, what it is made from, what it will lack, and its files.
 *
 * @module
 */
import { zipSync } from "fflate";
import type { Notebook } from "../notebook/check/document.ts";
import { notebookNames, NOTEBOOKS, readNotebook } from "../notebook/check/file.ts";
import { shownProblems } from "../notebook/check/notebooks.ts";
import { modelProblems, staleness } from "../notebook/check/records.ts";
import { versions } from "../run/versions.ts";
import {
  centralCode,
  chapter,
  COMMANDS,
  coverage,
  equationStyle,
  figureFiles,
  SELF_ASSESSMENT,
  selfAssessmentText,
} from "./collect.ts";
import { type Files, manifest, readSelfAssessment, WORDS } from "./enclosures.ts";
import { findings, missingRecords } from "./findings.ts";
import { notebooksPage, reportPage } from "./page.ts";
import { printPdf } from "./pdf.ts";
import { projectFiles } from "./project.ts";
import type { Cover, Submission } from "./record.ts";

/** An executed notebook with its name. */
export type Named = { readonly name: string; readonly notebook: Notebook };

/** The notebooks as they are committed. */
export function committedNotebooks(): readonly Named[] {
  return notebookNames().map((name) => ({ name, notebook: readNotebook(`${NOTEBOOKS}/${name}.ipynb`) }));
}

/** Outputs that are missing, were made by other code, or disagree with a run record, or one of these with its weights. */
export async function problemsOf(notebooks: readonly Named[]): Promise<readonly string[]> {
  return [
    ...notebooks.flatMap(({ name, notebook }) => [
      ...shownProblems(notebook, name),
      ...staleness(notebook, name),
    ]),
    ...missingRecords(),
    ...await modelProblems(),
    ...(notebooks.length === 0 ? [`${NOTEBOOKS} holds no notebook`] : []),
  ];
}

/** What the report is made from, and what it will not have, each with what makes it. */
export async function gatherSubmission(
  author: Cover["author"],
): Promise<{ readonly submission: Submission; readonly missing: readonly string[] }> {
  const { text, words } = readSelfAssessment(selfAssessmentText());
  const submission: Submission = {
    author,
    date: new Date().toISOString().slice(0, 10),
    findings: await findings(),
    code: centralCode(),
    commands: COMMANDS,
    versions: versions(),
    coverage: coverage(),
    selfAssessment: words === 0 ? null : text,
  };
  const asked = `${WORDS.least} to ${WORDS.most}`;
  const ofAssessment = words === 0
    ? [`no self-assessment: write ${asked} words in ${SELF_ASSESSMENT}, then export again`]
    : words < WORDS.least || words > WORDS.most
    ? [`the self-assessment has ${words} words, not ${asked}: ${SELF_ASSESSMENT}`]
    : [];
  const ofCoverage = submission.coverage === null
    ? ["no coverage: run deno task coverage, then export again"]
    : [];
  return { submission, missing: [...ofAssessment, ...ofCoverage] };
}

/** The files of an export by their names in its folder, and how many files its zip has. */
export interface Export {
  readonly files: Files;
  readonly zip: string;
  readonly packed: number;
}

/**
 * Makes the pages, the figures, the PDF where there is a browser to print it, and the zip with the whole project.
 *
 * @param say is told of each step, which may take minutes
 */
export async function exportFiles(
  submission: Submission,
  notebooks: readonly Named[],
  browser: string | null,
  say: (line: string) => void,
): Promise<Export> {
  const project = projectFiles(); // refused, where it is too large, before anything is drawn
  const { author, date, versions } = submission;
  const encode = (text: string) => new TextEncoder().encode(text);
  const style = equationStyle();
  const chapters = notebooks.map(({ name, notebook }) => chapter(name, notebook));
  const made: Record<string, Uint8Array> = {
    "index.html": encode(reportPage(submission, style)),
    "notebooks.html": encode(notebooksPage(submission, chapters, style)),
  };
  say("pages made");
  const figures: Record<string, Uint8Array> = {};
  for (const { name, notebook } of notebooks) Object.assign(figures, await figureFiles(name, notebook));
  say(`${Object.keys(figures).length} figures made`);
  if (browser !== null) {
    made["submission.pdf"] = await printPdf(
      browser,
      (pages) => reportPage(submission, style, pages),
      `${author.name}, ${author.id}`,
    );
  }
  // The figures, five megabytes, stay beside the zip: it has each in its notebook and in the pages.
  const packed = { ...project, ...made };
  const commands = submission.commands.map(({ command }) => command);
  const list = encode(JSON.stringify(manifest(packed, { author, date, commands, versions }), null, 1) + "\n");
  const zip = `submission-${author.id}.zip`;
  return {
    files: { ...made, ...figures, [zip]: zipSync({ ...packed, "manifest.json": list }) },
    zip,
    packed: Object.keys(packed).length,
  };
}
