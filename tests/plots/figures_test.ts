import { assert, assertEquals, assertMatch } from "@std/assert";
import { DOMParser } from "linkedom";
import { EXAMPLES } from "./examples.ts";
import { SNAPSHOTS } from "./snapshots/mod.ts";

for (const [name, draw] of Object.entries(EXAMPLES)) {
  const svg = draw();

  Deno.test(`${name} is drawn as in the committed picture`, () => {
    assert(svg + "\n" === SNAPSHOTS[name], "look at the new picture; make_snapshots.ts writes it");
  });

  Deno.test(`${name} is drawn the same whatever was drawn before it`, () => {
    assertEquals(draw(), svg);
  });

  Deno.test(`${name} stands on its own: namespace, size, background, title, no outside reference`, () => {
    assertMatch(
      svg,
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]* aria-label="[^"]+" width="\d+" height="\d+"/,
    );
    assertMatch(svg, /<rect width="\d+" height="\d+" rx="6" fill="#ffffff"\/>/);
    assert(!/currentColor|href=|NaN|undefined|Infinity/.test(svg));
    assertEquals(new DOMParser().parseFromString(svg, "image/svg+xml").querySelectorAll("svg").length, 1);
  });
}

Deno.test("every value axis says what it measures", () => {
  const drawings = new Set(["lstm_cell", "decision_tree"]);
  for (const [name, draw] of Object.entries(EXAMPLES).filter(([name]) => !drawings.has(name))) {
    assertMatch(draw(), /aria-label="x-axis label"/, name);
  }
});
