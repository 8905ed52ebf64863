import { assertEquals, assertStringIncludes } from "@std/assert";
import { formatValue, type Frame, tableHtml } from "../../src/notebook/table.ts";

const frame = (index: (string | number)[]) =>
  ({ columns: ["a<b", "c"], values: [[1, "x & y"], [0.123456, null]], index }) as unknown as Frame;

Deno.test("numbers are shown with as many digits as can be read", () => {
  assertEquals([40000, 0.503456, 0.000025, 3.6e-16, -0.5, "text", null, true].map(formatValue), [
    "40,000",
    "0.5035",
    "2.50e-5",
    "0",
    "-0.5",
    "text",
    "",
    "yes",
  ]);
});

Deno.test("a table shows names and text as they are, and row labels only when they say something", () => {
  const plain = tableHtml(frame([0, 1]), "caption");
  assertStringIncludes(plain, ">a&lt;b</th>");
  assertStringIncludes(plain, "x &amp; y");
  assertStringIncludes(plain, "<caption>caption</caption>");
  assertEquals(plain.includes(">0</th>"), false);
  assertStringIncludes(tableHtml(frame(["mean", "max"])), ">mean</th>");
});

Deno.test("a heading is aligned as its column: numbers to the right, text to the left", () => {
  const columns = {
    columns: ["n", "word"],
    values: [[null, "a"], [0.5, "b"]],
    index: [0, 1],
  } as unknown as Frame;
  const html = tableHtml(columns);
  assertStringIncludes(html, '<th style="text-align:right">n</th><th style="text-align:left">word</th>');
  assertStringIncludes(html, '<td style="text-align:right">0.5</td><td style="text-align:left">b</td>');
});
