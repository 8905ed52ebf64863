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
    /<p class="headline alarm">OVERFITTING IN LOSS, NOT IN THE METRIC since epoch \d+<\/p>/,
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

Deno.test("page: where no finding leads, what the headline rests on stands under it", () => {
  const page = pageOf({
    loss: epochs.map((i) => 1.4 + 1.6 * Math.exp(-i / 15)),
    val_loss: epochs.map((i) => 1.5 + 1.5 * Math.exp(-i / 8)),
    val_map: epochs.map((i) => 0.1 + 0.01 * i),
  });
  assertMatch(page, /<p class="headline">NO ALARM: STILL IMPROVING<\/p>/);
  assertMatch(
    page,
    /<dt>Why<\/dt><dd>val_map rose by \d+% in the last third, highest at epoch 40 \(0\.49\)<\/dd>/i,
  );
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

Deno.test("page: what the run is judged by is drawn first, and an accuracy never on a logarithmic scale", () => {
  const labels = (content: unknown) =>
    [...pageOf(content).matchAll(/↑ ([^<]*)</g)].map(([, label]) => label).slice(0, 2);
  assertEquals(labels(OVERFITTING), ["loss (log scale)", "metric"]);
  assertEquals(labels({ loss: epochs.map((i) => 1 + i % 2), reward: epochs.map((i) => i) }), [
    "reward",
    "loss",
  ]);
  const accuracy = epochs.map((i) => 0.9 - 0.89 * Math.exp(-i / 8));
  assertEquals(labels({ accuracy, val_accuracy: accuracy }), ["metric", "metric"]); // wide and narrow
});

Deno.test("page: numbers are spoken of where there are some, and a place is told to the last digit", () => {
  assertStringIncludes(pageOf(OVERFITTING), "The numbers are those of the findings below");
  assert(!pageOf({ loss: [3, 2, 1] }).includes("The numbers are"));
  const rows = OVERFITTING.val_loss.map((val_loss, i) => ({
    step: 1_000_001 * (i + 1),
    loss: OVERFITTING.loss[i],
    val_loss,
  }));
  assertMatch(pageOf(rows), /overfitting <span class="muted">step \d+0000\d+<\/span>/);
});

Deno.test("page: columns in one folder are told apart in the legend", () => {
  const folder = "model/very/long/prefix/of/somebody";
  const page = pageOf({
    [`${folder}/train_loss`]: OVERFITTING.loss,
    [`${folder}/val_loss`]: OVERFITTING.val_loss,
  });
  for (const name of [">train_loss<", ">val_loss<"]) assertStringIncludes(page, name);
});

/** Histories whose numbers and names are wider than most. */
const WIDE = {
  "a small rate": { ...OVERFITTING, lr: epochs.map((i) => i < 20 ? 1e-6 : 1.5e-7) },
  "losses of billions": { loss: epochs.map((i) => 2.34567e9 + 1e7 * Math.sin(i)) },
  "a loss that runs away": { loss: epochs.map((i) => 10 ** (i - 5)) },
  "accuracies near 1": { val_accuracy: epochs.map((i) => 0.99985 + 1e-5 * Math.sin(i)) },
  "losses below zero": { loss: epochs.map((i) => -123456 * (1 - Math.exp(-i / 8))) },
  "names in capitals": {
    TRAIN_LOSS_TOTAL_WEIGHTED_BY_MASS: OVERFITTING.loss,
    VAL_LOSS_TOTAL_WEIGHTED_BY_MASS: OVERFITTING.val_loss,
    VAL_ACCURACY: OVERFITTING.val_accuracy,
  },
};

for (const width of [1280, 390]) {
  pageTest(
    `page: at ${width} px no label is cut or lies on another, whatever the numbers`,
    async ({ page }) => {
      await page.setViewport({ width, height: 800 });
      for (const [name, content] of Object.entries(WIDE)) {
        await page.setContent(pageOf(content));
        const faults = await page.$$eval(
          "figure",
          (figures) =>
            figures.filter((figure) => figure.clientWidth > 0).flatMap((figure) => {
              const whole = figure.querySelector("svg")!.getBoundingClientRect();
              const texts = [...figure.querySelectorAll("text")].filter((text) => text.textContent !== "")
                .map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
              const cut = texts.filter(({ box }) => box.left < whole.left || box.right > whole.right);
              const covered = texts.filter(({ box }, i) =>
                texts.slice(0, i).some(({ box: other }) =>
                  Math.min(box.right, other.right) - Math.max(box.left, other.left) > 0 &&
                  Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 4
                )
              );
              return [...cut, ...covered].map(({ text }) => text);
            }),
        );
        assertEquals(faults, [], name);
      }
    },
  );
}

pageTest(
  "page: on paper it is ink on white, with the wide figure and all that is folded on a screen",
  async ({ page }) => {
    await page.setViewport({ width: 718, height: 1000 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    await page.emulateMediaType("print");
    await page.setContent(pageOf(OVERFITTING));
    const seen = await page.evaluate(() => ({
      ink: getComputedStyle(document.body).color,
      figures: [...document.querySelectorAll("figure")].filter((figure) => figure.clientHeight > 0)
        .map((figure) => figure.className),
      folded:
        [...document.querySelectorAll("details td, details li")].filter((part) =>
          !part.checkVisibility({ contentVisibilityAuto: true })
        ).length,
      evidence: document.querySelectorAll("details td").length,
    }));
    assertEquals(seen.ink, "rgb(27, 31, 36)");
    assertEquals(seen.figures, ["wide"]);
    assert(seen.evidence > 0);
    assertEquals(seen.folded, 0);
  },
);

Deno.test("page: the curves have a heading like the other parts, and no second one is drawn in them", () => {
  const page = pageOf(OVERFITTING);
  assertEquals([...page.matchAll(/<h2>(\w+)<\/h2>/g)].map(([, title]) => title), ["Curves", "Findings"]);
  assert(!/<text[^>]*>Curves</.test(page));
});

Deno.test("page: of many columns that were left out the first are named and the rest counted", () => {
  const names = Array.from(
    { length: 20 },
    (_, i) => [`eval_set${i}_runtime`, epochs.map((epoch) => 1 + epoch % 2)],
  );
  const page = pageOf({ ...OVERFITTING, ...Object.fromEntries(names) });
  assertMatch(page, /<dt>Left out<\/dt><dd>eval_set0_runtime, [^<]* and 12 more<\/dd>/);
});
