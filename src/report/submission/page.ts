/**
 * The submission as one HTML page: no network, no script.
 *
 * @module
 */
import { Eta } from "eta";
import { escapeMarkup, formatNumber } from "../../text/mod.ts";
import { type Heading, renderMarkdown } from "./markdown.ts";
import template from "./page.eta" with { type: "text" };
import type { Chapter, ChapterOutput, Submission } from "./record.ts";
import { CONTENT_SECURITY } from "../content_security.ts";
import { sanitise } from "./sanitise.ts";
import style from "./style.css" with { type: "text" };

/** A chapter ready for the page. */
interface RenderedChapter {
  readonly name: string;
  readonly title: string;
  readonly html: string;
  /** Second-level headings, for the contents list. */
  readonly sections: readonly Heading[];
}

/**
 * The whole page.
 *
 * @param equationStyle CSS of KaTeX with its fonts inside
 */
export function submissionPage(submission: Submission, equationStyle: string): string {
  const eta = new Eta({ autoEscape: true });
  return eta.renderString(template, {
    ...submission,
    contentSecurity: CONTENT_SECURITY,
    style: style + equationStyle,
    chapters: submission.chapters.map(renderChapter),
    selfAssessmentHtml: renderMarkdown(submission.selfAssessment, "self-assessment").html,
    formatNumber,
  });
}

/** Prose, folded code and outputs of one notebook. */
function renderChapter({ name, blocks }: Chapter): RenderedChapter {
  const headings: Heading[] = [];
  const html = blocks.map((block) => {
    if (block.kind === "code") return codeHtml(block.source) + block.outputs.map(outputHtml).join("");
    const rendered = renderMarkdown(block.markdown, name);
    headings.push(...rendered.headings);
    return rendered.html;
  });
  return {
    name,
    title: headings.find(({ level }) => level === 1)?.text ?? name,
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
