/**
 * The playground in a real browser.
 */
import { assertEquals } from "@std/assert";
import type { Page } from "puppeteer-core";
import { buildPlayground } from "../../src/playground/build.ts";
import { textOf } from "../page/browser.ts";

let built: Promise<string> | undefined;

/** The page with one hostile claim. */
export function builtPage(): Promise<string> {
  return built ??= buildPlayground([{
    quote: "<script>alert(1)</script>",
    measured: "text & <b>text</b>",
    outcome: "disagrees",
  }]);
}

/** The page in a file of its own, opened at an address. */
export async function open(page: Page, hash = ""): Promise<string> {
  const file = await Deno.makeTempFile({ suffix: ".html" });
  await Deno.writeTextFile(file, await builtPage());
  await page.goto(`file://${file}${hash}`);
  await snapshotOf(page);
  return file;
}

/** Headers under which a browser lets a page share memory among its threads. */
const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** How a page is served, and to what kind of browser. */
export interface Served {
  readonly hash?: string;
  readonly isolated: boolean;
  /** As the browser tells it. */
  readonly processors: number;
  /** Run in the page's worker before its own script. */
  readonly before?: string;
}

/** Opens the page from a server. */
export async function openServed(
  page: Page,
  { hash = "", isolated, processors, before = "" }: Served,
): Promise<AsyncDisposable> {
  const set = `Object.defineProperty(navigator, "hardwareConcurrency", { value: ${processors} });${before}`;
  const html = (await builtPage()).replace('id="worker">', (tag) => tag + set);
  const headers = { "content-type": "text/html; charset=utf-8", ...(isolated ? ISOLATED : {}) };
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response(html, { headers }),
  );
  await page.goto(`http://127.0.0.1:${server.addr.port}/${hash}`);
  await snapshotOf(page);
  return { [Symbol.asyncDispose]: () => server.shutdown() };
}

/** Waits for the first measurement, or for the page to say that it failed. */
async function snapshotOf(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.getElementById("number")!.textContent !== "–" || !document.getElementById("failure")!.hidden,
    { timeout: 0 },
  );
  assertEquals(await textOf(page, "#failure"), "");
}
