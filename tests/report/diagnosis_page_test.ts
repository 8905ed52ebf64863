/**
 * The page of a diagnosis: curves with the findings in them, offline, in any light and width, and whatever a file calls its
 * columns stays text.
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { diagnosisPage } from "../../src/report/diagnosis_page.ts";
import { accessibilityViolations, pageTest } from "../page/browser.ts";

function pageOf(content: unknown, name = "history.json"): string {
  const history = readHistory(new TextEncoder().encode(JSON.stringify(content)), { name });
  return diagnosisPage(history, diagnose({ history, evidence: {} }), name);
}

const epochs = Array.from({ length: 40 }, (_, i) => i);
const OVERFITTING = {
  loss: epochs.map((i) => 2 * Math.exp(-i / 8)),
  val_loss: epochs.map((i) => 2 * Math.exp(-i / 8) + 0.02 * i),
  val_accuracy: epochs.map((i) => 0.9 - 0.8 * Math.exp(-i / 8)),
};
const HOSTILE = `val_<script>alert(1)</script><img src=x onerror="alert(2)">_loss`;

Deno.test("page: each finding stands at its epoch, with evidence and remedy", () => {
  const page = pageOf(OVERFITTING);
  assertMatch(
    page,
    /<p class="headline alarm">OVERFITTING IN LOSS, METRIC STILL BETTER since epoch \d+<\/p>/,
  );
  assertStringIncludes(page, "<dt>Use</dt><dd>");
  assertMatch(
    page,
    /<span class="number warning">1<\/span> overfitting <span class="muted">epoch \d+<\/span>/,
  );
  assertMatch(page, /<th scope="row">best held out<\/th><td>0\.\d+<\/td>/);
  assertStringIncludes(page, "Remedy: ");
  assertEquals(page.match(/<svg /g)?.length, 2); // for wide and for narrow screens
});

Deno.test("page: nothing is fetched and no script stands in it, whatever a file calls its columns", () => {
  const page = pageOf({ ...OVERFITTING, [HOSTILE]: OVERFITTING.val_loss }, `<b onmouseover="alert(3)">.json`);
  assert(!/<script|<img|<b onmouseover/i.test(page));
  assertStringIncludes(page, "default-src 'none'");
  assert(!/(?:src|href)="(?!data:,")/.test(page.replaceAll('href="#', "")));
});

Deno.test("page: a history of one point, of NaN and of one level are drawn", () => {
  for (const loss of [[0.5], ["NaN", "NaN", "NaN"], [1, 1, 1, 1, 1]]) {
    assertStringIncludes(pageOf({ loss }), "</html>");
  }
});

for (const [scheme, width] of [["light", 1000], ["dark", 390]] as const) {
  pageTest(
    `page: in a ${scheme} browser of ${width} px nothing is cut off, and it can be read`,
    async ({ page }) => {
      const file = await Deno.makeTempFile({ suffix: ".html" });
      await Deno.writeTextFile(file, pageOf({ ...OVERFITTING, [HOSTILE]: OVERFITTING.val_loss }));
      await page.setViewport({ width, height: 800 });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.goto(`file://${file}`);
      assertEquals(await page.evaluate(() => document.documentElement.scrollWidth), width);
      const shown = await page.$$eval(
        "figure",
        (all) => all.filter((f) => getComputedStyle(f).display !== "none").length,
      );
      assertEquals(shown, 1);
      assertEquals(
        await page.$$eval("script, img, iframe", (all) => all.length),
        0,
      );
      assertEquals(await accessibilityViolations(page), []);
      await Deno.remove(file);
    },
  );
}
