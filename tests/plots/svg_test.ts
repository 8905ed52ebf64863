import { assertEquals } from "@std/assert";
import { settle, wrap } from "../../src/plots/svg.ts";

Deno.test("wrap breaks between words and keeps every word", () => {
  const lines = wrap("one two three four five six", 60, 14);
  assertEquals(lines.join(" "), "one two three four five six");
  assertEquals(lines.length, 4);
});

Deno.test("wrap keeps a word that is wider than the line", () => {
  assertEquals(wrap("incommensurable", 10, 14), ["incommensurable"]);
});

Deno.test("settle rounds coordinates and leaves the text of labels alone", () => {
  assertEquals(
    settle(`<path d="M0.123,4.567"></path><text x="0.32em">0.0123</text>`),
    `<path d="M0.1,4.6"></path><text x="4.5">0.0123</text>`,
  );
});

Deno.test("settle turns lines into paths", () => {
  assertEquals(
    settle(`<line y2="4" y1="2" x1="1" x2="3" stroke="red" />`),
    `<path d="M1,2L3,4" stroke="red" />`,
  );
});

Deno.test("settle names a clip path after its content, not after the order of drawing", () => {
  const drawn = (n: number) => settle(`<clipPath id="plot-clip-${n}"/><g clip-path="url(#plot-clip-${n})"/>`);
  assertEquals(drawn(1), drawn(17));
});
