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
  const drawings = new Set(["lstm_cell", "decision_tree", "gradient_window", "lanes"]);
  for (const [name, draw] of Object.entries(EXAMPLES).filter(([name]) => !drawings.has(name))) {
    assertMatch(draw(), /aria-label="x-axis label"/, name);
  }
});

Deno.test("what moves on a screen is not there in print, and unseen where nothing can move", () => {
  const moving = EXAMPLES.phase_plane();
  assertEquals([...moving.matchAll(/<circle opacity="0"[^>]* class="moving">/g)].length, 4);
  assertMatch(moving, /@media print,\(prefers-reduced-motion:reduce\)\{\.figure \.moving\{display:none\}\}/);
  for (const [name, draw] of Object.entries(EXAMPLES).filter(([name]) => name !== "phase_plane")) {
    assert(!draw().includes("moving"), name);
  }
});

Deno.test("a ring goes along its path in equal times between points, from the first to the last", () => {
  const [, path] = EXAMPLES.phase_plane().match(
    /<animateMotion [^>]*calcMode="linear" dur="4s" path="([^"]*)"/,
  )!;
  assertMatch(path, /^M[\d.]+,[\d.]+(L[\d.]+,[\d.]+){199}$/);
});
