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

/** Waits for the first measurement, or for the page to say that it failed. */
async function snapshotOf(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.getElementById("number")!.textContent !== "–" || !document.getElementById("failure")!.hidden,
    { timeout: 0 },
  );
  assertEquals(await textOf(page, "#failure"), "");
}
