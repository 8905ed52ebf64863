/**
 * The page as a PDF, printed by an installed Chromium.
 *
 * @module
 */
import { isFile } from "../boundary/mod.ts";
import type { PageNumbers } from "./page.ts";
import { pageNumbers } from "./page_numbers.ts";

const CANDIDATES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:/Program Files/Google/Chrome/Application/chrome.exe",
  "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
];

/** How to get a browser, for the user who has none. */
export const BROWSER_HINT =
  "no Chromium or Chrome found: no PDF made; install one (Debian: apt install chromium) or name it in the variable CHROME";

/** Path of a browser, or null: the variable CHROME, else the usual places. */
export function findBrowser(): string | null {
  const named = Deno.env.get("CHROME");
  if (named !== undefined && !isFile(named)) throw new RangeError(`CHROME names no file (given: ${named})`);
  return named ?? CANDIDATES.find(isFile) ?? null;
}

/**
 * Prints a page, all code unfolded, with page numbers below and in the contents: no script runs, nothing is fetched, the
 * browser ends with it.
 *
 * @param html the page with these numbers in its contents list; it is printed once without to find them
 */
export async function printPdf(
  browser: string,
  html: (pages: PageNumbers) => string,
  author: string,
): Promise<Uint8Array> {
  // Loaded only here: it looks at the environment, which a refused export has no need of.
  const { default: puppeteer } = await import("puppeteer-core");
  const running = await puppeteer.launch({
    executablePath: browser,
    timeout: 60_000,
    // Chromium refuses its sandbox to root; in a container there often is nobody else.
    args: Deno.uid() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    const page = await running.newPage();
    // The page shows what notebooks hold, and anybody may have written those: it is printed and nothing else.
    await page.setJavaScriptEnabled(false);
    await page.setOfflineMode(true);
    const print = async (pages: PageNumbers) => {
      const unfolded = html(pages).replaceAll('<details class="code">', '<details class="code" open>');
      await page.setContent(unfolded, { waitUntil: "load", timeout: 60_000 });
      return await page.pdf({
        format: "A4",
        printBackground: true,
        margin: { top: "18mm", bottom: "18mm", left: "17mm", right: "17mm" },
        displayHeaderFooter: true,
        headerTemplate: "<span></span>",
        footerTemplate: footer(author),
        outline: true,
        timeout: 120_000,
      });
    };
    return await print(await pageNumbers(await print({})));
  } finally {
    await running.close().catch(() => {});
    running.process()?.kill("SIGKILL"); // also when it did not answer
  }
}

function footer(author: string): string {
  const name = author.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<div style="width:100%;font:8px sans-serif;color:#59626d;padding:0 17mm;display:flex;justify-content:space-between">` +
    `<span>${name}</span><span>page <span class="pageNumber"></span> of <span class="totalPages"></span></span></div>`;
}
