import { assert, assertEquals, assertFalse, assertStringIncludes, assertThrows } from "@std/assert";
import { parseHTML } from "linkedom";
import { notebooksPage, reportPage } from "../../src/submission/page.ts";
import type { Chapter } from "../../src/submission/record.ts";
import { SUBMISSION, withPreset } from "./example.ts";

const html = reportPage(SUBMISSION, "/* equations */");
const { document } = parseHTML(html);
const contents = (page: string) =>
  [...parseHTML(page).document.querySelectorAll("nav a")].map((link) => link.getAttribute("href")!.slice(1));

Deno.test("the report has what is graded, in the order of reading, and a contents list that leads there", () => {
  assertEquals([...document.querySelectorAll("main h2")].map((heading) => heading.textContent), [
    "Abstract",
    "The exercise",
    "Method",
    "Results",
    "Discussion",
    "Conclusion",
    "Self-assessment",
    "Tests and coverage",
    "Reproduction",
    "References",
    "Appendix: the code",
  ]);
  for (const anchor of contents(html)) assert(document.getElementById(anchor), anchor);
});

Deno.test("every preset has its numbers, graph 1 and graph 2", () => {
  const text = document.querySelector("main")!.textContent;
  for (const { run, noise } of SUBMISSION.findings.presets) {
    assertStringIncludes(text, `${noise} noise (run ${run})`);
    for (const graph of [1, 2]) {
      assert(document.querySelector(`svg[aria-label="graph ${graph} of ${run}"]`), `${graph} ${run}`);
    }
  }
  assertStringIncludes(text, "2.00e-4");
  assertStringIncludes(text, "-1.00e-5 to 3.00e-5");
});

Deno.test("results over seeds have their interval, the ablations a row an arm", () => {
  const text = document.querySelector("main")!.textContent.replace(/\s+/g, " ");
  assertStringIncludes(
    text,
    "10 of 10 seeds are below the target on every recording (95 % interval of the share: 72 to 100 %)",
  );
  assertStringIncludes(text, "biases left alone 0.2 (0.2 to 0.2) 0.3 (0.3 to 0.3)");
});

Deno.test("without a self-assessment or coverage there is neither section nor entry", () => {
  const page = reportPage({ ...SUBMISSION, selfAssessment: null, coverage: null }, "");
  assertFalse(/<h2[^>]*>(Self-assessment|Tests and coverage)/.test(page));
  assertEquals(contents(page).filter((anchor) => /assessment|coverage/.test(anchor)), []);
  assertStringIncludes(html, "95.0 % of 200 lines");
});

Deno.test("page numbers stand in the contents where they are known, and nowhere else", () => {
  assertEquals(document.querySelectorAll("nav .page").length, 0);
  const printed = parseHTML(reportPage(SUBMISSION, "", { code: 9 })).document;
  assertEquals(printed.querySelector("nav a[href='#code'] .page")?.textContent, "9");
});

Deno.test("a sentence that the records no longer bear out stops the report", () => {
  const failing = withPreset(1, { testMse: 0.02 });
  assertThrows(() => reportPage(failing, ""), RangeError, "each network shown reaches the target");
  const { findings } = SUBMISSION;
  const learnt = {
    ...findings,
    online: { ...findings.online, retrain: { ...findings.online.retrain, testMse: 0.499 } },
  };
  assertThrows(() => reportPage({ ...SUBMISSION, findings: learnt }, ""), RangeError, "nothing is learnt");
});

Deno.test("the code is whole and stays text", () => {
  assertEquals(
    [...document.querySelectorAll("#code code")].map((code) => code.textContent),
    SUBMISSION.code.map(({ source }) => source),
  );
});

const CHAPTER: Chapter = {
  name: "01_data",
  blocks: [
    { kind: "prose", markdown: "# Data\n\n## Rows\n\n$S(t)$" },
    {
      kind: "code",
      source: "const a = 1 < 2;",
      outputs: [{ html: "<svg class='figure'></svg>" }, { text: "a < b" }],
    },
  ],
};
const notebooks = parseHTML(notebooksPage(SUBMISSION, [CHAPTER], "")).document;

Deno.test("notebooks: a chapter each; code is folded, outputs are not; text stays text", () => {
  const links = [...notebooks.querySelectorAll("nav a")].map((link) => link.getAttribute("href"));
  assertEquals(links, ["#01_data", "#01_data-rows"]);
  assertEquals(notebooks.querySelector("details.code code")?.textContent, "const a = 1 < 2;");
  assertEquals(
    [...notebooks.querySelectorAll(".output")].map((output) => output.querySelectorAll("svg").length),
    [1, 0],
  );
  assertEquals(notebooks.querySelectorAll(".output")[1].textContent, "a < b");
});

Deno.test("both pages load nothing from outside and run no script", () => {
  for (const page of [document, notebooks]) {
    assertEquals(page.querySelectorAll("script, link, img, iframe").length, 0);
    const policy = page.querySelector("head > meta[http-equiv='Content-Security-Policy']");
    assertStringIncludes(policy?.getAttribute("content") ?? "", "default-src 'none'");
  }
  assert(!/url\(\s*["']?(?:https?:)?\/\//.test(html) && !html.includes("@import"));
  assert(html.indexOf("Content-Security-Policy") < html.indexOf("<style>"));
});

Deno.test("what could act does not get in, wherever it stands", () => {
  const bad = "<img src=x onerror=alert(1)>";
  const author = { name: bad, id: bad };
  const submission = withPreset(0, { run: bad, graph1: bad, graph2: bad });
  const { findings } = submission;
  const pages = [
    reportPage({
      ...submission,
      author,
      findings: { ...findings, protocol: bad, figures: { seeds: bad, sizes: bad } },
      code: [{ path: bad, source: bad }],
      commands: [{ command: bad, does: bad }],
      versions: { [bad]: bad },
      selfAssessment: bad,
    }, ""),
    notebooksPage({ author, date: bad }, [{
      name: `a"${bad}`,
      blocks: [
        { kind: "prose", markdown: `# ${bad}\n\n## [x](javascript:alert(1)) ${bad}` },
        {
          kind: "code",
          source: bad,
          outputs: [{ html: bad }, { svg: bad }, { markdown: bad }, { text: bad }],
        },
      ],
    }], ""),
  ];
  for (const page of pages) {
    const { document } = parseHTML(page);
    assertEquals(document.querySelectorAll("img, script, [onerror]").length, 0);
    const links = [...document.querySelectorAll("a")].map((link) => link.getAttribute("href") ?? "#");
    assertEquals(links.filter((href) => !href.startsWith("#")), []);
  }
});
