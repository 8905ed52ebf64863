/**
 * Markdown with equations to HTML that needs no network and can run no script, whoever wrote it.
 *
 * @module
 */
import katex from "katex";
import { Marked } from "marked";
import { sanitise } from "./sanitise.ts";

/** A heading and the anchor it was given. */
export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly anchor: string;
}

/** HTML and the headings in it. */
export interface Rendered {
  readonly html: string;
  readonly headings: readonly Heading[];
}

/** Code (kept as it is), a displayed equation, or an equation in a line. */
const CODE_OR_EQUATION = /(```[^]*?```|`[^`\n]+`)|\$\$([^]+?)\$\$|\$([^\s$](?:[^$\n]*[^\s$])?)\$/g;

/**
 * Renders Markdown; `$...$` and `$$...$$` become equations.
 *
 * @param scope prefix of the anchors, so that two chapters may have the same heading
 * @throws {TypeError} naming an equation that KaTeX cannot read
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * assertStringIncludes(renderMarkdown("where $x^2$ is", "a").html, "katex");
 * ```
 */
export function renderMarkdown(markdown: string, scope: string): Rendered {
  const equations: string[] = [];
  const held = markdown.replace(CODE_OR_EQUATION, (all, code, displayed, inline) => {
    if (code !== undefined) return all;
    equations.push(renderEquation(displayed ?? inline, displayed !== undefined));
    // A word that Markdown leaves alone.
    return `EQUATION${equations.length - 1}HERE`;
  });
  const headings: Heading[] = [];
  const marked = new Marked({
    async: false,
    renderer: {
      heading({ tokens, depth, text }) {
        const anchor = `${scope}-${slug(text)}`;
        headings.push({ level: depth, text: text.replaceAll("`", ""), anchor });
        return `<h${depth} id="${anchor}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        // A link to another notebook goes to its chapter.
        const target = href.replace(/^([\w-]+)\.ipynb$/, "#$1");
        return `<a href="${target}">${this.parser.parseInline(tokens)}</a>`;
      },
    },
  });
  // equations are ours and go in last, between the tags only
  const html = sanitise(marked.parse(held) as string).replace(
    /<[^>]*>|EQUATION(\d+)HERE/g,
    (all, index) => equations[Number(index)] ?? all,
  );
  return { html, headings };
}

function renderEquation(source: string, displayMode: boolean): string {
  try {
    return katex.renderToString(source, {
      displayMode,
      throwOnError: true,
      output: "htmlAndMathml",
      strict: "ignore", // a letter that LaTeX would not know is shown all the same
    });
  } catch (error) {
    throw new TypeError(
      `cannot read the equation ${source.trim().slice(0, 60)}: ${(error as Error).message}`,
    );
  }
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
}
