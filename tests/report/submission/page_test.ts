import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parseHTML } from "linkedom";
import { submissionPage } from "../../../src/report/submission/page.ts";
import type { Submission } from "../../../src/report/submission/record.ts";

const EXAMPLE: Submission = {
  author: { name: "A <script>", id: "7" },
  date: "2026-01-01",
  chapters: [{
    name: "01_data",
    blocks: [
      { kind: "prose", markdown: "# Data\n\n## Rows\n\n$S(t)$" },
      {
        kind: "code",
        source: "const a = 1 < 2;",
        outputs: [{ html: "<svg class='figure'></svg>" }, { text: "a < b" }],
      },
    ],
  }],
  results: [{
    run: "curriculum-64",
    units: 64,
    epochs: 10,
    noise: "softened",
    trainMse: 0.0012,
    testMse: 0.00134,
    gap: { value: 0.0001, low: -0.0001, high: 0.0003 },
    zero: 0.5,
  }],
  target: 0.01,
  protocol: "frozen weights",
  commands: [{ command: "deno task train", does: "trains" }],
  versions: { deno: "2.9.6" },
  coverage: { linesFound: 200, linesHit: 190, files: 12 },
  selfAssessment: "## What I did",
};
const html = submissionPage(EXAMPLE, "/* equations */");
const { document } = parseHTML(html);

Deno.test("the page has every part of the rubric, and a contents list that leads to them", () => {
  const links = [...document.querySelectorAll("nav a")].map((link) => link.getAttribute("href")!);
  assertEquals(links, [
    "#results",
    "#method",
    "#01_data",
    "#01_data-rows",
    "#tests",
    "#self-assessment",
    "#reproduction",
  ]);
  for (const link of links) assert(document.getElementById(link.slice(1)), link);
});

Deno.test("the page loads nothing from outside and runs no script", () => {
  assertEquals(document.querySelectorAll("script, link, img, iframe").length, 0);
  assert(!/url\(\s*["']?(?:https?:)?\/\//.test(html) && !html.includes("@import"));
});

Deno.test("code is folded, outputs are not; text stays text", () => {
  assertEquals(document.querySelector("details.code code")?.textContent, "const a = 1 < 2;");
  assertEquals(
    [...document.querySelectorAll(".output")].map((output) => output.querySelectorAll("svg").length),
    [1, 0],
  );
  assertEquals(document.querySelectorAll(".output")[1].textContent, "a < b");
  assertEquals(document.querySelector(".author")?.textContent.startsWith("A <script>"), true);
});

Deno.test("results, coverage and versions are shown as given", () => {
  assertStringIncludes(document.querySelector("#results tbody")!.textContent, "0.00134");
  assertStringIncludes(document.querySelector("#results tbody")!.textContent, "yes");
  assertStringIncludes(document.querySelector("#tests")!.textContent, "95.0 % of 200 lines in 12 files");
  assertStringIncludes(document.querySelector("#reproduction")!.textContent, "2.9.6");
});

Deno.test("without a coverage report the page says so instead of a number", () => {
  const page = submissionPage({ ...EXAMPLE, coverage: null }, "");
  assertStringIncludes(page, "No coverage was measured");
});

Deno.test("the page forbids a browser to run or to fetch anything, before anything else is read", () => {
  const policy = document.querySelector("head > meta[http-equiv='Content-Security-Policy']");
  assertStringIncludes(policy?.getAttribute("content") ?? "", "default-src 'none'");
  assert(html.indexOf("Content-Security-Policy") < html.indexOf("<style>"));
});

Deno.test("what could act does not get in, wherever it stands", () => {
  const bad = "<img src=x onerror=alert(1)>";
  const page = submissionPage({
    ...EXAMPLE,
    author: { name: bad, id: bad },
    chapters: [{
      name: `a"${bad}`,
      blocks: [
        { kind: "prose", markdown: `# ${bad}\n\n## [x](javascript:alert(1)) ${bad}` },
        {
          kind: "code",
          source: bad,
          outputs: [{ html: bad }, { svg: bad }, { markdown: bad }, { text: bad }],
        },
      ],
    }],
    results: [{ ...EXAMPLE.results[0], run: bad, noise: bad }],
    protocol: bad,
    commands: [{ command: bad, does: bad }],
    versions: { [bad]: bad },
    selfAssessment: bad,
  }, "");
  const { document } = parseHTML(page);
  assertEquals(document.querySelectorAll("img, script, [onerror]").length, 0);
  assertEquals(
    [...document.querySelectorAll("a")].filter((a) => !/^#/.test(a.getAttribute("href") ?? "#")),
    [],
  );
});
