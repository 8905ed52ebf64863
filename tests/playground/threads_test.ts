/**
 * The kernel's threads in a real browser: where the page is isolated there are two, and what is trained is the same.
 */
import { assertEquals } from "@std/assert";
import type { Page } from "puppeteer-core";
import type { Reply, Snapshot } from "../../src/playground/protocol.ts";
import { pageTest } from "../page/browser.ts";
import { openServed } from "./opened.ts";

/** What the page's worker says, all of it, for {@linkcode lastSnapshot}. */
const LISTEN = () => {
  const told: unknown[] = (globalThis as unknown as { told: unknown[] }).told = [];
  const Opened = Worker;
  globalThis.Worker = class extends Opened {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      this.addEventListener("message", ({ data }) => told.push(data));
    }
  };
};

/** The worker's last word on its network, typed arrays as plain ones. */
async function lastSnapshot(page: Page): Promise<Snapshot> {
  return JSON.parse(
    await page.evaluate(() =>
      JSON.stringify(
        (globalThis as unknown as { told: Reply[] }).told.findLast(({ kind }) => kind === "snapshot"),
        (_, value) => ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value,
      )
    ),
  ).snapshot;
}

/** Waits for a status that holds the text and ends with the words about the threads. */
const waitForStatus = (page: Page, text: string, threads: string) =>
  page.waitForFunction(
    (text, threads) => {
      const status = document.getElementById("status")!.textContent!;
      return status.includes(text) && status.endsWith(` s on ${threads}`);
    },
    { timeout: 0 },
    text,
    threads,
  );

/** Trains so many epochs, one at a time, and says what came out to the last digit. */
async function trained(page: Page, epochs: number, threads: string) {
  await waitForStatus(page, "", threads);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    await page.$eval("#step", (button) => (button as HTMLElement).click());
    await waitForStatus(page, `paused · epoch ${epoch} of`, threads);
  }
  const { curve, running, frozen, stretch } = await lastSnapshot(page);
  assertEquals(curve.length, epochs);
  return { curve, running, frozen, outputs: stretch.output };
}

for (
  const [way, epochs] of [["online", 2], ["windows", 2], ["curriculum&noise=0.02", 8]] as const
) {
  pageTest(
    `playground page: isolated it trains on two threads, and what is trained is the same: ${way}`,
    async ({ page }) => {
      await page.evaluateOnNewDocument(LISTEN);
      const results = [];
      for (const isolated of [false, true]) {
        await using _server = await openServed(page, {
          hash: `#way=${way}&view=frozen`,
          isolated,
          processors: 4,
        });
        assertEquals(await page.evaluate(() => crossOriginIsolated), isolated);
        results.push(await trained(page, epochs, isolated ? "2 threads" : "1 thread"));
      }
      assertEquals(results[1], results[0]);
    },
  );
}

for (
  const [where, served] of [
    ["a network too small to be shared", { hash: "#units=32", isolated: true, processors: 4 }],
    ["a machine of two processors", { isolated: true, processors: 2 }],
  ] as const
) {
  pageTest(
    `playground page: ${where} trains on one thread where it is isolated too`,
    async ({ page }) => {
      await using _server = await openServed(page, served);
      await waitForStatus(page, "not trained yet", "1 thread");
    },
  );
}

/** What stands in the worker's place of a worker, and what the page says of it. */
const FAULTS: Readonly<Record<string, readonly [string, string]>> = {
  "is refused": [
    "class { constructor() { throw new DOMException('no', 'SecurityError'); } }",
    "1 thread, a second does not start",
  ],
  "breaks as it starts": [
    "class { postMessage() { this.onerror(new ErrorEvent('error', { cancelable: true })); } terminate() {} }",
    "1 thread, a second does not start",
  ],
  "never answers": ["class { postMessage() {} terminate() {} }", "1 thread, a second is starting"],
};

for (const [fault, [worker, words]] of Object.entries(FAULTS)) {
  pageTest(
    `playground page: of a second thread that ${fault} it says so, and trains on`,
    async ({ page }) => {
      const before = `self.Worker = ${worker};`;
      await using _server = await openServed(page, { isolated: true, processors: 4, before });
      await page.$eval("#step", (button) => (button as HTMLElement).click());
      await waitForStatus(page, "paused · epoch 1 of", words);
    },
  );
}
