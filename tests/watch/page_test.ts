import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { followRuns } from "../../src/watch/follow.ts";
import { livePage, savedPage } from "../../src/watch/page.ts";
import { buildWatchPage } from "../../src/watch/build.ts";
import { startCommand } from "../cli/run_command.ts";
import { accessibilityViolations, pointAt, textOf } from "../page/browser.ts";
import { ourRuns, overfitting, runs, twoRuns, waitFor, waitForRuns, watchTest } from "./served.ts";

Deno.test({
  name: "the page that is served is what its sources make, and the same each time",
  ignore: (["read", "env", "run"] as const).some((name) =>
    Deno.permissions.querySync({ name }).state !== "granted"
  ),
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => assertEquals(await buildWatchPage() === livePage(), true, "run deno task watch:page"),
});

watchTest("a training grows before the reader, is killed, is resumed and ends", (folder) => {
  Deno.mkdirSync(`${folder}/models`);
}, async ({ page, folder, server }) => {
  // some 15 s of training: with a second or two it could be over before it is killed
  const options = ["--hidden-size", "8", "--duration-seconds", "40", "--epochs", "120"];
  await page.goto(server.address);
  await waitFor(page, "#empty", "Nothing to see yet");
  const training = startCommand(folder, "train", ["baseline-64", ...options, "--name", "live"]);
  await waitForRuns(page, 1);
  const epoch = async () => Number((await runs(page))[0]?.match(/(\d+) of 120/)?.[1] ?? 0);
  const grown = async (least: number) => {
    while (await epoch() < least) await new Promise((resolve) => setTimeout(resolve, 50));
    return await epoch();
  };
  const first = await grown(1);
  await grown(first + 2);
  assertStringIncludes((await runs(page))[0], "training");
  training.kill("SIGKILL");
  await training.output();
  await waitFor(page, "#runs", "interrupted: no process trains it");
  const killed = await epoch();
  const again = startCommand(folder, "train", ["--resume", "live"]);
  await grown(killed + 1);
  await again.output();
  await waitFor(page, "#runs", "finished");
  assertEquals(await epoch(), 120);
  assertStringIncludes(await textOf(page, "#news"), "models/live");
  await Deno.remove(`${folder}/models/live`, { recursive: true });
  await waitFor(page, "#runs", "deleted: this is how it stood");
});

watchTest(
  "a finding lies on the curve at its epoch, with evidence, remedy and what was not tested",
  twoRuns,
  async ({ page, server }) => {
    await page.goto(`${server.address}#run=one`);
    await waitForRuns(page, 2);
    await page.$$eval("#runs .name", (names) => (names.at(-1) as HTMLElement).click());
    // of the hostile run, which is judged before, the name has a "one" inside
    await page.waitForFunction(() => document.getElementById("judged")!.textContent === "one", {
      timeout: 0,
    });
    await waitFor(page, "#findings", "OVERFITTING".toLowerCase());
    assertStringIncludes(await textOf(page, "#findings"), "best epoch13");
    assertStringIncludes(await textOf(page, "#findings"), "Remedy: ");
    assertMatch(await textOf(page, "#not-tested-section"), /^\s*\d+ checks were not made/);
    await page.$$eval("#findings .place", (places) => (places[0] as HTMLElement).click());
    await waitFor(page, "#stretch", "7 to 19");
  },
);

watchTest("the address holds the view: reloaded, it is the same", twoRuns, async ({ page, server }) => {
  await page.goto(server.address);
  await waitForRuns(page, 2);
  await page.$eval("#runs input", (box) => (box as HTMLElement).click());
  await page.select("#scale", "log");
  await page.$eval("#zoom-in", (button) => (button as HTMLElement).click());
  await page.$eval("#smooth", (range) => {
    (range as HTMLInputElement).value = "0.6";
    range.dispatchEvent(new Event("input"));
  });
  await page.waitForSelector("#charts .key", { timeout: 0 });
  await page.$eval("#charts .key", (line) => (line as HTMLElement).click());
  await page.waitForFunction(() => /from=.*smooth=0\.6/.test(location.hash), { timeout: 0 });
  const state = () =>
    page.evaluate(() => ({
      boxes: [...document.querySelectorAll<HTMLInputElement>("#runs input")].map(({ checked }) => checked),
      scale: document.querySelector<HTMLSelectElement>("#scale")!.value,
      stretch: document.getElementById("stretch")!.textContent,
      judged: document.getElementById("judged")!.textContent,
      smooth: document.querySelector<HTMLInputElement>("#smooth")!.value,
      lines: [...document.querySelectorAll("#charts .key")].map((key) => key.getAttribute("aria-pressed")),
    }));
  const before = await state();
  assertEquals([before.smooth, before.lines], ["0.6", ["false", "true"]]);
  assertEquals(before.boxes, [false, true]);
  assertEquals(before.stretch, "15 to 45");
  await page.reload();
  await waitForRuns(page, 2);
  await waitFor(page, "#stretch", "15 to 45");
  await page.waitForSelector("#charts .key", { timeout: 0 });
  assertEquals(await state(), before);
});

watchTest("an address that means nothing shows everything", twoRuns, async ({ page, server }) => {
  for (
    const hash of ["#run=nobody&hide=nobody&y=cubic", "#from=5&to=2", "#from=a&to=1e999", "#%&&=<script>"]
  ) {
    await page.goto("about:blank");
    await page.goto(`${server.address}${hash}`);
    await waitForRuns(page, 2);
    await waitFor(page, "#stretch", "all");
    await waitFor(page, "#charts", "Loss");
  }
});

watchTest(
  "half a line is no point of a curve; a run that is deleted while it is looked at stays as it stood, reloaded too",
  twoRuns,
  async ({ page, folder, server }) => {
    const file = `${folder}/models/one/training.log`;
    await page.goto(`${server.address}#run=${encodeURIComponent(file)}`);
    await waitFor(page, "#stands", "60 epochs");
    await Deno.writeTextFile(file, "61,0.01,0.9\n62,0.0", { append: true });
    await waitFor(page, "#stands", "61 epochs");
    await Deno.remove(file);
    await waitFor(page, "#stands", "deleted: this is how it stood");
    await page.reload();
    await waitFor(page, "#stands", "deleted: this is how it stood");
    await waitFor(page, "#stands", "61 epochs");
    await waitFor(page, "#charts .keys", "val_loss");
  },
);

watchTest("dragging over a stretch brings its points at full resolution", (folder) => {
  Deno.mkdirSync(`${folder}/models/long`, { recursive: true });
  Deno.writeTextFileSync(
    `${folder}/models/long/training.log`,
    "epoch,loss\n" + Array.from({ length: 20_000 }, (_, i) => `${i + 1},${2 + Math.sin(i)}\n`).join(""),
  );
}, async ({ page, server }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(server.address);
  await waitForRuns(page, 1);
  const over = (await page.waitForSelector(".u-over", { timeout: 0 }))!;
  await over.scrollIntoView(); // what is dragged out of the window ends where the window ends
  const { x, y, width } = (await over.boundingBox())!;
  await page.mouse.move(x + width * 0.5, y + 50);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.51, y + 60, { steps: 5 });
  await page.mouse.up();
  await page.waitForFunction(() => location.hash.includes("from="), { timeout: 0 });
  while (!asked.some((url) => url.includes("events?from="))) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const [from, to] = ["from", "to"].map((name) =>
    Number(new URLSearchParams(new URL(page.url()).hash.slice(1)).get(name))
  );
  assert(from > 9_000 && to < 11_500 && to - from < 400, `${from} to ${to}`);
});

watchTest(
  "the wheel scrolls the page; with Ctrl it zooms about the cursor, sideways it moves along",
  twoRuns,
  async ({ page, server }) => {
    await page.goto(server.address);
    await waitForRuns(page, 2);
    const over = (await page.waitForSelector(".u-over", { timeout: 0 }))!;
    await over.scrollIntoView();
    const { x, y, width } = (await over.boundingBox())!;
    await page.mouse.move(x + width * 0.75, y + 50);
    const stretch = () => textOf(page, "#stretch");
    await page.mouse.wheel({ deltaY: 20 });
    assertEquals(await stretch(), "all");
    await page.keyboard.down("Control");
    await page.mouse.move(x + width * 0.75, y + 51);
    await page.mouse.wheel({ deltaY: -30 });
    await page.mouse.wheel({ deltaY: -30 });
    await page.keyboard.up("Control");
    await page.waitForFunction(() => document.querySelector("#stretch")!.textContent !== "all");
    await waitFor(page, "#stretch", " to ");
    const [from, to] = (await stretch()).split(" to ").map(Number);
    assert(from > 15 && to > 45 && to - from < 45, `${from} to ${to}`);
    await page.mouse.wheel({ deltaX: -200 });
    await page.waitForFunction(
      (before) => Number(document.querySelector("#stretch")!.textContent!.split(" ")[0]) < before,
      { timeout: 0 },
      from,
    );
  },
);

watchTest("a run that ended has no value past its end", twoRuns, async ({ page, server }) => {
  await page.goto(server.address);
  await waitForRuns(page, 2);
  const over = (await page.waitForSelector(".u-over", { timeout: 0 }))!;
  await over.scrollIntoView();
  const { x, y, width } = (await over.boundingBox())!;
  await page.mouse.move(x + width * 0.9, y + 50);
  await waitFor(page, "#charts .at", "at 54");
  const values = await page.$$eval("#charts .key b", (told) => told.map(({ textContent }) => textContent));
  assertEquals(values.map((value) => value === "none"), [true, true, false, false], values.join());
});

watchTest("one epoch lies at one place in every chart, also of what was measured later only", (folder) => {
  Deno.mkdirSync(`${folder}/models/classes`, { recursive: true });
  const rows = Array.from({ length: 40 }, (_, i) => `${i + 1},${0.8 ** i},${i / 40},${i < 20 ? "" : 1}`);
  Deno.writeTextFileSync(
    `${folder}/models/classes/training.log`,
    `epoch,loss,accuracy,f1\n${rows.join("\n")}\n`,
  );
}, async ({ page, server }) => {
  await page.setViewport({ width: 1280, height: 1200 });
  await page.goto(server.address);
  await page.waitForFunction(() => document.querySelectorAll("#charts .u-over").length === 3, { timeout: 0 });
  const { x, y, width } = (await (await page.$("#charts .u-over"))!.boundingBox())!;
  await page.mouse.move(x + width * 0.75, y + 50);
  await waitFor(page, "#charts .at", "at 30");
  const [, ...below] = await page.$$eval(
    "#charts .u-cursor-x",
    (cursors) => cursors.map((cursor) => (cursor as HTMLElement).style.transform),
  );
  assertEquals(below[0], below[1]);
});

watchTest("of many runs too, lines of training rows are dashed and told as such", (folder) => {
  for (let run = 1; run <= 6; run++) {
    Deno.mkdirSync(`${folder}/models/${run}`, { recursive: true });
    Deno.writeTextFileSync(`${folder}/models/${run}/training.log`, overfitting(20));
  }
}, async ({ page, server }) => {
  await page.setViewport({ width: 1280, height: 1200 });
  await page.goto(server.address);
  await waitForRuns(page, 6);
  await waitFor(page, "#charts .keys", "and 4 more lines; dashed: training");
  const keys = await page.$$eval(
    "#charts .key",
    (keys) => keys.map((key) => [key.textContent?.includes("val_loss"), key.classList.contains("dashed")]),
  );
  assertEquals(keys.length, 8);
  for (const [isHeldOut, isDashed] of keys) assertEquals(isDashed, !isHeldOut);
});

watchTest("ticks of a small rate differ, and none is cut", (folder) => {
  Deno.mkdirSync(`${folder}/models/small`, { recursive: true });
  const rows = Array.from({ length: 40 }, (_, i) => `${i + 1},${0.8 ** i},${i < 20 ? 1.5e-6 : 1e-6}`);
  Deno.writeTextFileSync(`${folder}/models/small/training.log`, `epoch,loss,lr\n${rows.join("\n")}\n`);
}, async ({ page, server }) => {
  await page.setViewport({ width: 1280, height: 1200 });
  await page.evaluateOnNewDocument(() => {
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
      const left = this.textAlign === "right"
        ? this.getTransform().transformPoint({ x, y }).x - this.measureText(text).width
        : 0;
      document.body.dataset.written = `${document.body.dataset.written ?? ""}|${
        left < 0 ? "cut " : ""
      }${text}`;
      fillText.call(this, text, x, y, ...rest);
    };
  });
  await page.goto(server.address);
  await page.waitForFunction(() => document.body.dataset.written?.includes("1.4e-6"), { timeout: 0 });
  const written = (await page.evaluate(() => document.body.dataset.written))!.split("|");
  for (const tick of ["1e-6", "1.2e-6", "1.4e-6"]) assert(written.includes(tick), tick);
  assertEquals(written.filter((text) => text.startsWith("cut")), []);
});

watchTest("names, settings and histories of others stay text", twoRuns, async ({ page, server }) => {
  await page.goto(server.address);
  await waitForRuns(page, 2);
  assertStringIncludes((await runs(page)).join(), "onerror=alert(1)");
  assertEquals(await page.$$("main img, main script").then(({ length }) => length), 0);
});

watchTest("saved, it is one file that asks nobody", twoRuns, async ({ page, folder }) => {
  const watched = followRuns([`${folder}/models`]);
  watched.look();
  const file = `${folder}/saved.html`;
  await Deno.writeTextFile(file, savedPage({ at: Date.UTC(2026, 0, 2), runs: watched.views() }));
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`file://${file}`);
  await waitForRuns(page, 2);
  await waitFor(page, "#connection", "as it stood on 02/01/2026");
  await waitFor(page, "#findings", "overfitting");
  assertStringIncludes((await runs(page)).join(), "onerror=alert(1)");
  assertEquals(asked.filter((url) => !url.startsWith("data:")), [`file://${file}`]);
});

for (const scheme of ["light", "dark"]) {
  for (const width of [1280, 390]) {
    watchTest(`is accessible and fits ${width} px, ${scheme}`, twoRuns, async ({ page, server }) => {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.setViewport({ width, height: 844 });
      await page.goto(server.address);
      await waitForRuns(page, 2);
      await waitFor(page, "#findings", "overfitting");
      assertEquals(await accessibilityViolations(page), []);
      assertEquals(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    });
  }
}

watchTest(
  "of runs of ours also: milestones, what the network answers, how its state turns, what differs",
  ourRuns,
  async ({ page, server }) => {
    await page.goto(server.address);
    await waitForRuns(page, 2);
    await page.$$eval("#runs .name", (names) => (names[0] as HTMLElement).click());
    await waitFor(page, "#milestones", "Epoch 50: red, running loss 0.37");
    await waitFor(page, "#prediction-told", "the 1 Hz sine of the test recording at 1000 Hz, frozen weights");
    await pointAt(page, "#prediction .u-over", 0.5);
    await waitFor(page, "#prediction-keys .at", " s");
    // in the middle of two seconds a sine of 1 Hz goes through zero
    const middle = /^mixture heard -?\d\.\d\dtarget -?0\.0\dprediction -?\d\.\d\dat (0\.99|1\.00)\d s$/;
    assertMatch(await textOf(page, "#prediction-keys"), middle);
    const label = (id: string) => page.$eval(id, (found) => found.getAttribute("aria-label") ?? "");
    assertMatch(await label("#plane"), /which hold \d+% of its variance/);
    assertMatch(await label("#charts .plot"), /^Loss\. /);
    const differing = await page.$$eval(
      "#differences-body th",
      (names) => names.map((name) => name.textContent),
    );
    assert(differing.includes("hiddenSize") && !differing.includes("learningRate"), differing.join());
    const drawn = await page.$eval("#charts .plot canvas", (canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const { data } = (canvas as HTMLCanvasElement).getContext("2d")!.getImageData(0, 0, width, height);
      let pixels = 0;
      for (let at = 0; at < data.length; at += 4) {
        if (data[at] === 0x00 && data[at + 1] === 0x72 && data[at + 2] === 0xb2) pixels++;
      }
      return pixels;
    });
    assert(drawn > 50, `${drawn} pixels in the first run's colour, which nothing but its line has`);
    assertEquals(await accessibilityViolations(page), []);
  },
);
