import { assertEquals, assertStringIncludes } from "@std/assert";
import { getDocumentProxy } from "unpdf";
import { findBrowser } from "../../src/submission/browser.ts";
import { pageNumbers, printPdf } from "../../src/submission/pdf.ts";

const granted = (["run", "env", "read", "write"] as const)
  .every((name) => Deno.permissions.querySync({ name }).state === "granted");
const browser = granted ? findBrowser() : null;

Deno.test({
  name: `a printed page says in its contents on which page each part is${
    browser === null ? " (needs a browser and its permissions)" : ""
  }`,
  ignore: browser === null,
  fn: async () => {
    const html = (pages: Readonly<Record<string, number>>) =>
      `<a href="#first">one ${pages.first ?? ""}</a> <a href="#third">three ${pages.third ?? ""}</a>` +
      `<h2 id="first">First</h2><p style="break-before: page">between</p>` +
      `<h2 id="third" style="break-before: page">Third</h2>`;
    const pdf = await printPdf(browser!, html, "A, 1");
    assertEquals(await pageNumbers(pdf), { first: 1, third: 3 });
    const page = await (await getDocumentProxy(pdf.slice())).getPage(1);
    const { items } = await page.getTextContent();
    const text = items.map((item) => "str" in item ? item.str : "").join(" ").replace(/\s+/g, " ");
    assertStringIncludes(text, "one 1 three 3");
  },
});
