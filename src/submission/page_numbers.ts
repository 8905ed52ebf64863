import type { PageNumbers } from "./page.ts";

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
