/**
 * A real Chromium for the tests of pages. In CI it has to be there; elsewhere a test without it skips itself by name.
 */
import axe from "axe-core";
import type { Browser, Page } from "puppeteer-core";
import { findBrowser } from "../../src/submission/browser.ts";

const granted = Deno.permissions.querySync({ name: "run" }).state === "granted" &&
  Deno.permissions.querySync({ name: "env" }).state === "granted";
const browser = granted ? findBrowser() : null;
const isOwed = granted && Deno.env.get("CI") !== undefined;

/** A page and all that it did beside being looked at. */
export interface Visit {
  readonly page: Page;
  /** Errors, warnings of the console, and requests to anything but itself. */
  readonly complaints: readonly string[];
}

/**
 * A test with a page of a real browser; every complaint of the page fails it.
 *
 * @param lacking what else it needs and this machine does not have
 */
export function pageTest(name: string, act: (visit: Visit) => Promise<void>, lacking?: string): void {
  const missing = browser === null && !isOwed ? "Chromium, --allow-run and --allow-env" : lacking;
  Deno.test({
    name: missing === undefined ? name : `${name} (needs ${missing})`,
    ignore: missing !== undefined,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      if (browser === null) throw new Error("CI has no Chromium, and this test needs one");
      const { default: puppeteer } = await import("puppeteer-core");
      const running: Browser = await puppeteer.launch({
        executablePath: browser,
        args: Deno.uid() === 0 ? ["--no-sandbox"] : [],
      });
      try {
        const page = await running.newPage();
        const complaints: string[] = [];
        page.on("pageerror", (error) => complaints.push(String(error)));
        page.on("console", (message) => {
          if (["error", "warn"].includes(message.type())) complaints.push(message.text());
        });
        page.on("request", (request) => {
          const { protocol, hostname } = new URL(request.url());
          if (!["file:", "blob:", "data:"].includes(protocol) && hostname !== "127.0.0.1") {
            complaints.push(`request to ${request.url()}`);
          }
        });
        await act({ page, complaints });
        if (complaints.length > 0) throw new Error(`the page complains: ${complaints.join("; ")}`);
      } finally {
        await running.close();
      }
    },
  });
}

/** Violations that axe-core finds, in words. */
export async function accessibilityViolations(page: Page): Promise<readonly string[]> {
  // through the debugger, since the page's own policy lets no foreign script in
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    }).axe.run();
    return violations.map(({ id, nodes }) =>
      `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`
    );
  });
}

/** The text of an element. */
export function textOf(page: Page, selector: string): Promise<string> {
  return page.$eval(selector, (element) => element.textContent ?? "");
}

/** Moves the mouse over an element, at a share of its width, when it has come to rest. */
export async function pointAt(page: Page, selector: string, share: number): Promise<void> {
  const found = (await page.waitForSelector(selector, { timeout: 0 }))!;
  const place = async () => {
    await found.evaluate((element) => element.scrollIntoView({ block: "center", behavior: "instant" }));
    await page.evaluate(() => new Promise(requestAnimationFrame));
    return (await found.boundingBox())!;
  };
  let before = await place(), now = await place();
  while (JSON.stringify(now) !== JSON.stringify(before)) [before, now] = [now, await place()];
  await page.mouse.move(now.x + now.width * share, now.y + now.height / 2);
}
