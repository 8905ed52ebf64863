import { assertEquals } from "@std/assert";
import { figureBundle } from "../../src/notebook/display.ts";
import { figure } from "../../src/plots/figure.ts";

Deno.test("a figure is displayed inside HTML, as SVG, and as its title", () => {
  const svg = figure({ title: "Loss", height: 20 });
  assertEquals(figureBundle(svg), { "text/html": svg, "image/svg+xml": svg, "text/plain": "[figure: Loss]" });
});
