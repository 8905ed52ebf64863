import { assert, assertStringIncludes } from "@std/assert";
import { figure } from "../../src/plots/figure.ts";

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
