import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { renderMarkdown } from "../../src/submission/markdown.ts";

Deno.test("equations become markup that needs no script; dollars in code stay", () => {
  const { html } = renderMarkdown("$a_1$ and `$b$`\n\n$$\n\\frac{1}{2}\n$$", "c");
  assertEquals(html.match(/class="katex"/g)?.length, 2);
  assertStringIncludes(html, "katex-display");
  assertStringIncludes(html, "<code>$b$</code>");
  assert(!html.includes("EQUATION"));
});

Deno.test("an equation is not taken for emphasis or a link", () => {
  assertStringIncludes(renderMarkdown("$x_i y_i [a](b)$", "c").html, "katex");
  assert(!renderMarkdown("$x_i y_i$", "c").html.includes("<em>"));
});

Deno.test("an equation that cannot be read is named", () => {
  assertThrows(() => renderMarkdown("$\\frac{1$", "c"), TypeError, "cannot read the equation \\frac{1");
});

Deno.test("headings get anchors of their chapter", () => {
  const { html, headings } = renderMarkdown("# What was *learnt*?\n## L = 1", "02_baseline");
  assertEquals(headings.map(({ level, anchor }) => [level, anchor]), [
    [1, "02_baseline-what-was-learnt"],
    [2, "02_baseline-l-1"],
  ]);
  assertStringIncludes(html, '<h2 id="02_baseline-l-1">L = 1</h2>');
});

Deno.test("a link to another notebook leads to its chapter, others stay", () => {
  const { html } = renderMarkdown("[next](03_diagnosis.ipynb) [a](https://example.org/a.ipynb)", "c");
  assertStringIncludes(html, 'href="#03_diagnosis"');
  assertStringIncludes(html, 'href="https://example.org/a.ipynb"');
});
