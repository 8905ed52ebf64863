/**
 * An installed Chromium that prints and does nothing else.
 *
 * @module
 */
import type { Page } from "puppeteer-core";
import { isFile, requirePermissions } from "../boundary/mod.ts";

/** Where installers put it; the task's permissions in `deno.json` name the same places. */
export const BROWSERS = [
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
  "no Chromium or Chrome found: no PDF made; install one (Debian: apt install chromium), or name it in the " +
  "variable CHROME and in what deno.json lets this task read and run";

/** Where the browser keeps what it writes while it runs. */
const CACHE = ".cache";

/**
 * Path of a browser, or null: the variable CHROME, else the usual places.
 *
 * @throws {RangeError} when CHROME names no file, {Deno.errors.NotCapable} when what was found may not be started
 */
export function findBrowser(): string | null {
  const named = Deno.env.get("CHROME");
  if (named !== undefined) requirePermissions({ name: "read", path: named });
  if (named !== undefined && !isFile(named)) throw new RangeError(`CHROME names no file (given: ${named})`);
  const browser = named ?? BROWSERS.find(isFile) ?? null;
  if (browser !== null) requirePermissions({ name: "run", command: browser });
  return browser;
}

/** A page of a browser that ends with it. */
export interface Sheet extends AsyncDisposable {
  readonly page: Page;
}

/** Starts the browser with nothing of this process's environment; no script runs in its page, and nothing is fetched. */
export async function openSheet(browser: string): Promise<Sheet> {
  // Loaded only here: it looks at the environment, which a refused export has no need of.
  const { default: puppeteer } = await import("puppeteer-core");
  Deno.mkdirSync(CACHE, { recursive: true });
  const profile = Deno.makeTempDirSync({ dir: CACHE, prefix: "browser-" });
  const forget = () => Deno.removeSync(profile, { recursive: true });
  const running = await puppeteer.launch({
    executablePath: browser,
    userDataDir: profile,
    env: {},
    timeout: 60_000,
    // Chromium refuses its sandbox to root; in a container there often is nobody else.
    args: Deno.uid() === 0 ? ["--no-sandbox"] : [],
  }).catch((error) => {
    forget();
    throw error;
  });
  const page = await running.newPage();
  await page.setJavaScriptEnabled(false);
  await page.setOfflineMode(true);
  return {
    page,
    async [Symbol.asyncDispose]() {
      await running.close().catch(() => {});
      running.process()?.kill("SIGKILL"); // also when it did not answer
      forget();
    },
  };
}
