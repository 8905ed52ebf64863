import { assertEquals, assertStringIncludes } from "@std/assert";
import { followRuns } from "../../src/watch/follow.ts";
import { livePage } from "../../src/watch/page.ts";
import { serveWatch } from "../../src/watch/server.ts";
import { textOf } from "../page/browser.ts";
import { overfitting, runs, twoRuns, waitFor, waitForRuns, watchTest } from "./served.ts";

watchTest(
  "a watch that ends says so; the page keeps what it has, asks no more, and says how to go on",
  twoRuns,
  async ({ page, server }) => {
    await page.goto(server.address);
    await waitForRuns(page, 2);
    await waitFor(page, "#connection", "live");
    await server.stop();
    await waitFor(page, "#connection", "the watch ended at");
    assertStringIncludes(await textOf(page, "#connection"), "deno task watch shows them again");
    assertEquals((await runs(page)).length, 2);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.$eval("#zoom-in", (button) => (button as HTMLElement).click());
    await page.waitForFunction(() => location.hash.includes("from="), { timeout: 0 });
    await waitFor(page, "#stretch", "15 to 45");
    assertEquals(asked, []);
  },
);

watchTest(
  "a page whose connection breaks tries again by itself, and has what came meanwhile",
  twoRuns,
  async ({ page, folder, server, complaints }) => {
    const { port } = new URL(server.address);
    const relay = relayTo(Number(port));
    await page.goto(server.address.replace(port, String(relay.port)));
    await waitForRuns(page, 2);
    await relay.cut();
    await waitFor(page, "#connection", "no connection since");
    Deno.writeTextFileSync(`${folder}/models/one/training.log`, overfitting(75));
    const again = relayTo(Number(port), relay.port);
    await waitFor(page, "#connection", "live");
    await waitFor(page, "#runs", "75");
    await page.goto("about:blank");
    await again.cut();
    (complaints as string[]).length = 0; // the browser itself tells of each trial
  },
);

watchTest(
  "a page whose server is gone does not take another watch at the same port for its own",
  twoRuns,
  async ({ page, server, complaints }) => {
    const { port } = new URL(server.address);
    const relay = relayTo(Number(port));
    await page.goto(server.address.replace(port, String(relay.port)));
    await waitForRuns(page, 2);
    await relay.cut();
    await waitFor(page, "#connection", "no connection since");
    const other = serveWatch(livePage(), followRuns([]));
    const elsewhere = relayTo(Number(new URL(other.address).port), relay.port);
    await waitFor(page, "#connection", "the watch ended at");
    assertEquals((await runs(page)).length, 2);
    await page.goto("about:blank");
    await elsewhere.cut();
    await other.stop();
    (complaints as string[]).length = 0; // the browser itself tells of each trial
  },
);

/** A port that leads to another one until it is cut, as a killed process leaves it. */
function relayTo(target: number, port = 0): { readonly port: number; cut(): Promise<void> } {
  const ended = new AbortController();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port, onListen: () => {}, signal: ended.signal },
    (request) => {
      const { pathname, search } = new URL(request.url);
      return fetch(`http://127.0.0.1:${target}${pathname}${search}`, { signal: ended.signal });
    },
  );
  return {
    port: server.addr.port,
    async cut() {
      ended.abort();
      await server.finished;
    },
  };
}
