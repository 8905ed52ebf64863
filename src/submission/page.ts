/**
 * The pages of a submission, the report and the notebooks: no network, no script.
 *
 * @module
 */
import { Eta } from "eta";
import { wilson } from "../evaluation/proportion.ts";
import { escapeMarkup, formatNumber } from "../text/mod.ts";
import { CONTENT_SECURITY } from "../report/content_security.ts";
import { refuseUntrue } from "./claims.ts";
import { type Heading, renderMarkdown } from "./markdown.ts";
import template from "./page.eta" with { type: "text" };
import type { Chapter, ChapterOutput, Cover, Submission } from "./record.ts";
import report from "./report.eta" with { type: "text" };
import { sanitise } from "./sanitise.ts";
import style from "./style.css" with { type: "text" };
import { reportTables } from "./tables.ts";

/** Page of each anchor, from 1, as a printed copy was found to have it. */
export type PageNumbers = Readonly<Record<string, number>>;

/** A line of the contents list and the lines under it. */
interface Entry {
  readonly anchor: string;
  readonly text: string;
  readonly sections: readonly Heading[];
}

interface Part extends Entry {
  readonly html: string;
}

const eta = new Eta({ autoEscape: true, autoTrim: false });

/**
 * The report.
 *
 * @param equationStyle CSS of KaTeX with its fonts inside
 * @param pages shown in the contents list; none on a screen
 * @throws {RangeError} when the records contradict what the report says
 */
export function reportPage(submission: Submission, equationStyle: string, pages?: PageNumbers): string {
  refuseUntrue(submission.findings);
  const { seeds } = submission.findings.curriculum.softened;
  const markdown = eta.renderString(report, {
    ...submission,
    share: wilson(seeds, seeds), // that every seed reaches the target is one of the claims
    tables: reportTables(submission),
    formatNumber,
  });
  const { html, headings } = renderMarkdown(markdown, "report");
  const parts = headings.flatMap((heading, at): Entry[] => {
    if (heading.level !== 2) return [];
    const after = headings.slice(at + 1);
    const end = after.findIndex(({ level }) => level === 2);
    const under = end < 0 ? after : after.slice(0, end);
    return [{ ...heading, sections: under.filter(({ level }) => level === 3) }];
  });
  const title = "Picking one sine out of a noisy mixture with an LSTM";
  const code = codeAppendix(submission.code);
  return page({ ...submission, title }, [...parts, code], html + code.html, equationStyle, pages);
}

/** The executed notebooks, for a reader without Jupyter. */
export function notebooksPage(cover: Cover, chapters: readonly Chapter[], equationStyle: string): string {
  const parts = chapters.map(chapterPart);
  const html = parts.map(({ anchor, html }) =>
    `<section class="chapter" id="${escapeMarkup(anchor)}">${html}</section>`
  );
  return page({ ...cover, title: "The notebooks" }, parts, html.join("\n"), equationStyle);
}

function page(
  cover: Cover & { readonly title: string },
  contents: readonly Entry[],
  body: string,
  equationStyle: string,
  pages?: PageNumbers,
): string {
  const { title, author, date } = cover;
  const contentSecurity = CONTENT_SECURITY;
  return eta.renderString(template, {
    title,
    author,
    date,
    contents,
    body,
    pages,
    contentSecurity,
    style: style + equationStyle,
  });
}

/** Files printed whole. */
function codeAppendix(code: Submission["code"]): Part {
  const [anchor, text] = ["code", "Appendix: the code"];
  const files = code.map(({ path, source }) =>
    `<h3>${escapeMarkup(path)}</h3>\n${codeHtml(source.trimEnd())}`
  );
  return {
    anchor,
    text,
    sections: [],
    html: `<section id="${anchor}"><h2>${text}</h2>\n` +
      `<p>The files that the results rest on; everything else is in the project's folder.</p>\n${
        files.join("")
      }</section>`,
  };
}

/** Prose, folded code and outputs of one notebook. */
function chapterPart({ name, blocks }: Chapter): Part {
  const headings: Heading[] = [];
  const html = blocks.map((block) => {
    if (block.kind === "code") return codeHtml(block.source) + block.outputs.map(outputHtml).join("");
    const rendered = renderMarkdown(block.markdown, name);
    headings.push(...rendered.headings);
    return rendered.html;
  });
  return {
    anchor: name,
    text: headings.find(({ level }) => level === 1)?.text ?? name,
    html: html.join("\n"),
    sections: headings.filter(({ level }) => level === 2),
  };
}

function codeHtml(source: string): string {
  return `<details class="code"><summary>code</summary><pre><code>${
    escapeMarkup(source)
  }</code></pre></details>\n`;
}

function outputHtml({ html, svg, markdown, text }: ChapterOutput): string {
  const drawn = html ?? svg;
  const shown = drawn !== undefined
    ? sanitise(drawn)
    : (markdown === undefined
      ? `<pre>${escapeMarkup(text ?? "")}</pre>`
      : renderMarkdown(markdown, "output").html);
  return `<div class="output">${shown}</div>\n`;
}
