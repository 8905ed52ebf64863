/**
 * Sections of the quick summary as HTML: what is a list or a heading in the text is one in the page.
 *
 * @module
 */
import { escapeMarkup } from "../text/mod.ts";
import type { Claim } from "./claims/claim.ts";
import type { Section, SummaryTable } from "./run_facts.ts";

/** One line's part in a page. */
type Line =
  | { readonly kind: "heading" | "item" | "text"; readonly text: string }
  | { readonly kind: "gap" };

/** What the text numbers is a heading of its own. */
const NUMBERED = /^(Risk|STEP) \d+: /;

function lineOf(line: string): Line {
  const text = line.trim();
  if (text === "") return { kind: "gap" };
  if (/^(- |✓ |✗ |\d+\. )/.test(text)) return { kind: "item", text: text.replace(/^(- |\d+\. )/, "") };
  return { kind: text.endsWith(":") || NUMBERED.test(text) ? "heading" : "text", text };
}

/** Lines with headings, lists, tables and paragraphs told apart. */
export function linesHtml(lines: Section["lines"]): string {
  const html: string[] = [];
  let open = false;
  const close = () => {
    if (open) html.push("</ul>");
    open = false;
  };
  for (const entry of lines) {
    if (typeof entry !== "string") {
      close();
      html.push(tableHtml(entry));
      continue;
    }
    const line = lineOf(entry);
    if (line.kind === "item") {
      if (!open) html.push("<ul>");
      open = true;
      const mark = /^[✓✗]/.test(line.text) ? ' class="mark"' : "";
      html.push(`<li${mark}>${escapeMarkup(line.text)}</li>`);
      continue;
    }
    close();
    if (line.kind === "heading") html.push(`<h3>${escapeMarkup(line.text.replace(/:$/, ""))}</h3>`);
    if (line.kind === "text") html.push(`<p>${escapeMarkup(line.text)}</p>`);
  }
  close();
  return html.join("\n");
}

/** The audit as a table. */
export function claimsHtml(claims: readonly Claim[]): string {
  return tableHtml({
    headings: ["claim", "measured", "outcome"],
    rows: claims.map(({ quote, measured, outcome }) => [quote, measured, outcome]),
  });
}

function tableHtml({ headings, rows }: SummaryTable): string {
  const row = (cells: readonly string[], tag: "th" | "td") =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeMarkup(cell)}</${tag}>`).join("")}</tr>`;
  return `<table><thead>${row(headings, "th")}</thead><tbody>${
    rows.map((cells) => row(cells, "td")).join("\n")
  }</tbody></table>`;
}

/** A title of the text, in a page's letters: only the first is a capital. */
export function capitalised(title: string): string {
  return title[0] + title.slice(1).toLowerCase();
}
