import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { figure, logTicks } from "../../src/plots/figure.ts";

Deno.test("logarithmic ticks are at 1, 2 and 5 within three decades, at the powers of ten beyond", () => {
  assertEquals(logTicks([0.01, 1]), [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]);
  assertEquals(logTicks([1e-5, 1]), [1e-5, 1e-4, 1e-3, 0.01, 0.1, 1]);
});

Deno.test("a title that holds markup is shown, not interpreted", () => {
  const svg = figure({ title: "a <b> & c", height: 10 });
  assertStringIncludes(svg, "a &lt;b&gt; &amp; c");
  assert(!svg.includes("<b>"));
});

Deno.test("the figure grows with its subtitle and legend", () => {
  const height = (svg: string) => Number(svg.match(/ height="(\d+)"/)?.[1]);
  const plain = height(figure({ title: "t", height: 100 }));
  const legend = [{ label: "a", colour: "#000", mark: "line" as const }];
  assert(height(figure({ title: "t", height: 100, legend })) > plain);
  assert(height(figure({ title: "t", subtitle: "word ".repeat(60), height: 100 })) > plain + 30);
});
