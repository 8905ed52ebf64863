/**
 * The live page in a real browser, on runs in a folder of their own.
 */
import type { Page } from "puppeteer-core";
import { followRuns } from "../../src/watch/follow.ts";
import { livePage } from "../../src/watch/page.ts";
import { serveWatch, type WatchServer } from "../../src/watch/server.ts";
import { pageTest, type Visit } from "../page/browser.ts";

const HOSTILE = `<img src=x onerror=alert(1)><script>alert(2)</script>`;

/** A test of the page on runs in a folder, served as `deno task watch` does. */
export function watchTest(
  name: string,
  write: (folder: string) => void,
  act: (visit: Visit & { readonly folder: string; readonly server: WatchServer }) => Promise<void>,
  lacking?: string,
): void {
  pageTest(name, async (visit) => {
    const folder = await Deno.makeTempDir();
    write(folder);
    const server = serveWatch(livePage(), followRuns([`${folder}/models`]));
    try {
      await act({ ...visit, folder, server });
    } finally {
      await visit.page.goto("about:blank"); // lets go of its events
      await server.stop();
      await Deno.remove(folder, { recursive: true });
    }
  }, lacking);
}

/** Committed runs of ours. */
export function ourRuns(folder: string): void {
  for (const run of ["baseline-64", "retrain-128"]) {
    Deno.mkdirSync(`${folder}/models/${run}`, { recursive: true });
    for (const { name, isFile } of Deno.readDirSync(`models/${run}`)) {
      if (isFile) Deno.copyFileSync(`models/${run}/${name}`, `${folder}/models/${run}/${name}`);
    }
  }
}

/** A log whose validation loss rises from epoch 13 on. */
export const overfitting = (rows: number) =>
  "epoch,loss,val_loss\n" +
  Array.from({ length: rows }, (_, i) => `${i + 1},${0.9 ** i},${0.5 + Math.abs(i - 12) / 20}\n`).join("");

/** Two such logs, one under a name that must stay text. */
export function twoRuns(folder: string): void {
  for (const [name, rows] of [["one", 60], [HOSTILE.replaceAll("/", "_"), 40]] as const) {
    Deno.mkdirSync(`${folder}/models/${name}`, { recursive: true });
    Deno.writeTextFileSync(`${folder}/models/${name}/training.log`, overfitting(rows));
  }
}

/** Waits until an element holds a text. */
export const waitFor = (page: Page, selector: string, text: string) =>
  page.waitForFunction(
    (selector, text) => document.querySelector(selector)?.textContent?.includes(text),
    { timeout: 0 },
    selector,
    text,
  );
/** The rows of the table of runs. */
export const runs = (page: Page) =>
  page.$$eval("#runs tr", (rows) => rows.map((row) => row.textContent ?? ""));
/** Waits until the table has so many rows. */
export const waitForRuns = (page: Page, count: number) =>
  page.waitForFunction(
    (count) => document.querySelectorAll("#runs tr").length === count,
    { timeout: 0 },
    count,
  );
