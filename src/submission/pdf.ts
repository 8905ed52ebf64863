/**
 * The page as a PDF, printed by an installed Chromium.
 *
 * @module
 */
import { openSheet } from "./browser.ts";
import type { PageNumbers } from "./page.ts";

/**
 * Prints a page, all code unfolded, with page numbers below and in the contents. The page shows what notebooks hold, and
 * anybody may have written those: it is printed and nothing else.
 *
 * @param html the page with these numbers in its contents list; it is printed once without to find them
 */
export async function printPdf(
  browser: string,
  html: (pages: PageNumbers) => string,
  author: string,
): Promise<Uint8Array> {
  await using sheet = await openSheet(browser);
  const print = async (pages: PageNumbers) => {
    const unfolded = html(pages).replaceAll('<details class="code">', '<details class="code" open>');
    await sheet.page.setContent(unfolded, { waitUntil: "load", timeout: 60_000 });
    return await sheet.page.pdf({
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
}

/** The page of every anchor that something in a PDF leads to, counted from 1. */
export async function pageNumbers(pdf: Uint8Array): Promise<PageNumbers> {
  // Loaded only here, as the browser is: a refused export has no need of it.
  const { getDocumentProxy } = await import("unpdf");
  const document = await getDocumentProxy(pdf.slice()); // it takes the bytes it is given away
  const pages: Record<string, number> = {};
  for (const [anchor, destination] of Object.entries(await document.getDestinations())) {
    if (Array.isArray(destination)) pages[anchor] = await document.getPageIndex(destination[0]) + 1;
  }
  return pages;
}

function footer(author: string): string {
  const name = author.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<div style="width:100%;font:8px sans-serif;color:#59626d;padding:0 17mm;display:flex;justify-content:space-between">` +
    `<span>${name}</span><span>page <span class="pageNumber"></span> of <span class="totalPages"></span></span></div>`;
}
