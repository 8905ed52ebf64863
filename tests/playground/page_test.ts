import { assert, assertEquals, assertLess, assertMatch, assertStringIncludes } from "@std/assert";
import type { Page } from "puppeteer-core";
import { accessibilityViolations, pageTest, pointAt, textOf } from "../page/browser.ts";
import { builtPage, open } from "./opened.ts";

const waitFor = (page: Page, text: string, id = "status") =>
  page.waitForFunction(
    (text, id) => document.getElementById(id)!.textContent!.includes(text),
    { timeout: 0 },
    text,
    id,
  );
const click = (page: Page, selector: string) =>
  page.$eval(selector, (found) => (found as HTMLElement).click());
/** The number after it has glided to its place. */
const number = async (page: Page) => {
  await new Promise((resolve) => setTimeout(resolve, 1500));
  return Number(await textOf(page, "#number"));
};

pageTest(
  "playground page: is one file below 3 MB that trains, and the 0.4 of the running loss freezes to 0.5",
  async ({ page }) => {
    await open(page);
    assertLess((await builtPage()).length, 3e6);
    await click(page, "[data-preset='1']");
    await page.waitForFunction(
      () => Number(document.getElementById("status")!.textContent!.match(/epoch (\d+) of 50/)?.[1]) >= 3,
      { timeout: 0 },
    );
    await click(page, "#train");
    await waitFor(page, "paused");
    const running = await number(page);
    await click(page, "[data-preset='2']");
    await click(page, "#train");
    await waitFor(page, "paused");
    await waitFor(page, "frozen weights", "number-name");
    const frozen = await number(page);
    assertLess(running, 0.49);
    assert(frozen > 0.49, `frozen ${frozen}`);
    assertStringIncludes(await textOf(page, "#verdict"), "Nothing was learned");
    assertEquals(new URL(page.url()).hash, "#view=frozen&chapter=2");
  },
);

pageTest("playground page: the clock goes on in silence, and a turned weight breaks it", async ({ page }) => {
  await open(page, "#way=constructed&view=frozen&silence=1&hz=3&chapter=3");
  await waitFor(page, "silent from 1 s on", "probe");
  assertLess(await number(page), 1e-3);
  await page.focus(".heat");
  await page.keyboard.press("ArrowLeft");
  assertStringIncludes(await textOf(page, "#weights output"), "candidate of unit 3 from unit 3");
  await page.keyboard.press("ArrowRight");
  await click(page, "[aria-label='Turn up by a tenth']");
  await page.waitForFunction(() => Number(document.getElementById("number")!.textContent) > 0.05, {
    timeout: 0,
  });
});

pageTest("playground page: an address brings everything back", async ({ page }) => {
  const hash = "#way=curriculum&noise=0.25&units=16&seed=7&view=frozen&late=1&hz=7&chapter=5";
  await open(page, hash);
  await click(page, "#step");
  await waitFor(page, "epoch 1 of");
  assertEquals(new URL(page.url()).hash, hash);
  const state = await page.evaluate(() => ({
    way: (document.getElementById("way") as HTMLSelectElement).value,
    units: (document.getElementById("units") as HTMLSelectElement).value,
    late: document.getElementById("late")!.getAttribute("aria-pressed"),
  }));
  assertEquals(state, { way: "curriculum", units: "16", late: "true" });
  assertStringIncludes(await textOf(page, "#status"), "50 Hz");
});

pageTest(
  "playground page: number and prediction stay in sight beside every step, on a laptop too",
  async ({ page }) => {
    await page.setViewport({ width: 1366, height: 657 });
    await open(page);
    for (let chapter = 1; chapter <= 6; chapter++) {
      await page.$eval(
        `[data-preset='${chapter}']`,
        (button) => button.scrollIntoView({ block: "center", behavior: "instant" }),
      );
      const inSight = await page.evaluate(() =>
        ["number", "freeze", "prediction"].map((id) => {
          const { top, bottom } = document.getElementById(id)!.getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight;
        })
      );
      assertEquals(inSight, [true, true, true], `step ${chapter}`);
    }
  },
);

pageTest(
  "playground page: that training has begun is said before its first epoch is over",
  async ({ page }) => {
    await open(page);
    await page.evaluate(() => {
      new MutationObserver(() => {
        const status = document.getElementById("status")!;
        status.dataset.said = `${status.dataset.said ?? ""}${status.textContent};`;
      }).observe(document.getElementById("status")!, { childList: true });
    });
    await click(page, "#train");
    await page.waitForFunction(
      () => /training · epoch [1-9]/.test(document.getElementById("status")!.dataset.said ?? ""),
      { timeout: 0 },
    );
    assertStringIncludes(
      await page.$eval("#status", (status) => (status as HTMLElement).dataset.said!),
      "training · epoch 0 of 50",
    );
  },
);

pageTest(
  "playground page: charts tell their values under the cursor, and nothing without it",
  async ({ page }) => {
    await page.setViewport({ width: 1280, height: 900 });
    await open(page, "#way=curriculum&units=8&view=frozen&hz=1");
    for (const epoch of [1, 2, 3]) {
      await click(page, "#step");
      await waitFor(page, `epoch ${epoch} of`);
      await waitFor(page, "paused");
    }
    const bare = await textOf(page, "#prediction-keys");
    assertEquals(bare.replaceAll(/\s+/g, " ").trim(), "mixture heard target prediction, frozen weights");
    await pointAt(page, "#prediction .u-over", 0.125);
    // of 2 s at 50 Hz an eighth is a quarter of a second, where a sine of 1 Hz is at its top
    await waitFor(page, "at 0.240 s", "prediction-keys");
    const target = await textOf(page, "#prediction-keys .key:nth-child(2) b");
    assertEquals(target, Math.sin(2 * Math.PI * 0.24).toFixed(2));
    await pointAt(page, "#curve .u-over", 0.5);
    await waitFor(page, "epoch 2", "curve-keys");
    assertEquals(await textOf(page, "#prediction-keys"), bare);
    assertMatch(await textOf(page, "#curve-keys"), /running loss 0\.\d+frozen 0\.\d+epoch 2/);
  },
);

pageTest(
  "playground page: Space trains and pauses in the laboratory, and scrolls the text",
  async ({ page }) => {
    await page.setViewport({ width: 1280, height: 900 });
    await open(page);
    await page.keyboard.press("Space");
    await page.waitForFunction(() => scrollY > 0, { timeout: 0 });
    assertStringIncludes(await textOf(page, "#status"), "not trained yet");
    await pointAt(page, "#prediction .u-over", 0.5);
    await page.mouse.down();
    await page.mouse.up();
    await page.keyboard.press("Space");
    // of a training that has no epoch yet "paused" is not said
    await page.waitForFunction(
      () => /training · epoch [1-9]/.test(document.getElementById("status")!.textContent!),
      { timeout: 0 },
    );
    await page.keyboard.press("Space");
    await waitFor(page, "paused");
    await page.focus("#seed");
    await page.keyboard.press("Space");
    await page.focus("#freeze");
    await page.keyboard.press("Space");
    await waitFor(page, "frozen weights", "number-name");
    assertStringIncludes(await textOf(page, "#status"), "paused");
  },
);

pageTest("playground page: a pause inside the first epoch is told as one", async ({ page }) => {
  // an epoch of so many units lasts long enough to be paused in
  await open(page, "#way=online&units=128");
  let said = "not trained yet";
  // a pause before the first update leaves it untrained
  while (said.startsWith("not trained yet")) {
    await click(page, "#train");
    await waitFor(page, "training · epoch 0");
    await click(page, "#train");
    await page.waitForFunction(
      () => !document.getElementById("status")!.textContent!.startsWith("training"),
      { timeout: 0 },
    );
    said = await textOf(page, "#status");
  }
  assertStringIncludes(said, "paused in the first epoch · epoch 0 of");
  assertStringIncludes(await textOf(page, "#number-name"), "on frozen weights");
});

pageTest("playground page: claims stay text", async ({ page }) => {
  await open(page);
  assertStringIncludes(await textOf(page, "#claims"), "<script>alert(1)</script>");
});

for (const scheme of ["light", "dark"]) {
  for (const width of [1280, 390]) {
    pageTest(`playground page: is accessible and fits ${width} px, ${scheme}`, async ({ page }) => {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.setViewport({ width, height: 844 });
      await open(page);
      assertEquals(await accessibilityViolations(page), []);
      assertEquals(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    });
  }
}
