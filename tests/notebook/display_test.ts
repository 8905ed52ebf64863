import { assertEquals } from "@std/assert";
import { figureBundle } from "../../src/notebook/display.ts";
import { figure } from "../../src/plots/figure.ts";
import { toPng } from "../../src/plots/png.ts";

Deno.test("a figure is displayed as SVG, as a picture of it, and as its title; never inside HTML", async () => {
  const svg = figure({ title: "Loss", height: 20 });
  const { "image/png": picture, ...rest } = await figureBundle(svg);
  assertEquals(rest, { "image/svg+xml": svg, "text/plain": "[figure: Loss]" });
  assertEquals(Uint8Array.from(atob(picture as string), (c) => c.charCodeAt(0)), await toPng(svg, 1.5));
});
